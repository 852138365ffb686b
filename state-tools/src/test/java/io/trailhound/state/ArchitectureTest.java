package io.trailhound.state;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom (docs/architecture.md), and what classes are called. */
class ArchitectureTest {
  /** Of {@code udfs}: what decides, without what connects it to the world. */
  private static final String[] DECIDING =
      Stream.of("alert", "decode", "detect", "enrich", "match", "metrics", "model", "rules", "text")
          .map(each -> "io.trailhound." + each + "..")
          .toArray(String[]::new);

  private static final String[] OPERATORS =
      Stream.of("alert", "detect", "match", "metrics", "model")
          .map(each -> "io.trailhound." + each + "..")
          .toArray(String[]::new);

  /** Flink's snapshots store the names of classes: these stay where 0.1.0 had them. */
  private static final List<String> IN_STATE =
      List.of(
          "model.Activity",
          "model.Alert",
          "model.DetectorKey",
          "model.Signal",
          "model.Step",
          "detect.Call",
          "detect.CallBucket",
          "detect.EarlyLook",
          "detect.Episode",
          "detect.EventHash",
          "detect.HeldStep",
          "detect.OpenHours",
          "detect.Seen",
          "detect.StepId",
          "detect.StepTime",
          "detect.TermHistory",
          "detect.TrustedHour",
          "detect.UncommonHour",
          "detect.ValueCount$Progress",
          "detect.WindowKey");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ArchitectureTest::isMain)
          .importPackages("io.trailhound");

  private static boolean isMain(Location location) {
    return !location.contains("/test-classes/") && !location.contains("-tests.jar");
  }

  @Test
  void noPackagesAreInACircle() {
    slices().matching("io.trailhound.(**)").should().beFreeOfCycles().check(MAIN);
  }

  /** A rule's conditions, rules, files that say rules, and what is told of these, in this order. */
  @Test
  void theRoomsOfRulesKnowOnlyThoseBelow() {
    List<String> rooms = List.of("rules.condition", "rules", "rules.sigma", "rules.check");
    for (int i = 0; i < rooms.size() - 1; i++) {
      String[] above =
          rooms.stream().skip(i + 1L).map(each -> "io.trailhound." + each).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("io.trailhound." + rooms.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .check(MAIN);
    }
  }

  @Test
  void operatorsReadNoRuleFiles() {
    noClasses()
        .that()
        .resideInAnyPackage(OPERATORS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.trailhound.rules.sigma", "io.trailhound.rules.check")
        .check(MAIN);
  }

  @Test
  void whatDecidesKnowsNeitherConnectorsNorConfiguration() {
    noClasses()
        .that()
        .resideInAnyPackage(DECIDING)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.trailhound.job..",
            "io.trailhound.state..",
            "org.apache.flink.connector..",
            "org.apache.kafka..",
            "org.elasticsearch..",
            "com.amazonaws..",
            "picocli..")
        .check(MAIN);
  }

  /** It starts servers, and has to work when the job can't be built. */
  @Test
  void theLocalStackKnowsNothingOfTheJob() {
    classes()
        .that()
        .resideInAPackage("io.trailhound.local..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages("io.trailhound.job..", "io.trailhound.state..")
        .check(MAIN);
  }

  /** Nested ones have the name of what they are in beside them. */
  @Test
  void aNameStandsForOneClass() {
    assertThat(names()).doesNotHaveDuplicates();
  }

  @Test
  void onlyTestsAreCalledTests() {
    assertThat(names()).isNotEmpty().noneMatch(name -> name.matches(".*(Tests?|IT)"));
  }

  private static List<String> names() {
    return MAIN.stream()
        .filter(JavaClass::isTopLevelClass)
        .map(JavaClass::getSimpleName)
        .filter(name -> !name.equals("package-info"))
        .toList();
  }

  @Test
  void typesInStateStayWhereTheyAre() {
    assertThat(IN_STATE).allMatch(each -> MAIN.contain("io.trailhound." + each));
  }
}
