package io.trailhound.deploy.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.deploy.Pom;
import io.trailhound.deploy.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.yaml.snakeyaml.error.YAMLException;

/** The templates as CloudFormation reads them: types, properties, references, exports. */
class TemplatesTest {
  static final List<String> FILES = Template.FILES;

  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Parameters",
          "Conditions",
          "Resources",
          "Outputs");

  @ParameterizedTest
  @FieldSource("FILES")
  void everyTypePropertyAndValueIsOneThatCloudFormationKnows(String file) throws IOException {
    assertThat(TypeCheck.problems(Template.read(file))).isEmpty();
  }

  @Test
  void aMisspellingIsCaught() throws IOException {
    String right = Repository.text("deploy/managed-flink/application.yaml");
    assertThat(problems(right.replace("RollbackEnabled", "RollBackEnabled")))
        .containsExactly(
            "Application.ApplicationConfiguration.ApplicationSystemRollbackConfiguration: no property RollBackEnabled",
            "Application.ApplicationConfiguration.ApplicationSystemRollbackConfiguration: RollbackEnabled is missing");
    assertThat(problems(right.replace("CodeContentType: ZIPFILE", "CodeContentType: JAR")))
        .singleElement()
        .asString()
        .contains("CodeContentType: JAR is none of");
    assertThat(problems(right.replace("CheckpointInterval: 60000", "CheckpointInterval: 1m")))
        .singleElement()
        .asString()
        .endsWith("CheckpointInterval: 1m is no integer");
    assertThat(problems(right.replace("AWS::Logs::LogGroup", "AWS::Logs::Group")))
        .containsExactly("LogGroup: no type AWS::Logs::Group");
  }

  private static List<String> problems(String yaml) throws IOException {
    return TypeCheck.problems(Template.of(yaml));
  }

  @Test
  void whatCloudFormationDoesNotTakeOfYamlIsRefused() {
    assertThatThrownBy(() -> Template.of("a: &x [1]\nb: *x\n")).isInstanceOf(YAMLException.class);
    assertThatThrownBy(() -> Template.of("a: 1\na: 2\n")).isInstanceOf(YAMLException.class);
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everySectionIsKnown(String file) throws IOException {
    assertThat(SECTIONS).containsAll(strings(Template.read(file).root().keySet()));
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everyReferenceLeadsToSomething(String file) throws IOException {
    Template template = Template.read(file);
    List<String> nowhere = new ArrayList<>();
    for (String reference : template.references()) {
      String name = reference.replaceFirst("\\..*", "");
      boolean isThere =
          reference.startsWith("AWS::")
              || template.section("Parameters").containsKey(reference)
              || (template.resource(name) != null && hasAttribute(template, reference));
      if (!isThere) {
        nowhere.add(reference);
      }
    }
    assertThat(nowhere).isEmpty();
  }

  private static boolean hasAttribute(Template template, String reference) throws IOException {
    String[] parts = reference.split("\\.", 2);
    return parts.length == 1
        || TypeCheck.hasAttribute((String) template.resource(parts[0]).get("Type"), parts[1]);
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everyConditionAndDependencyIsThere(String file) throws IOException {
    Template template = Template.read(file);
    List<String> conditions = new ArrayList<>();
    List<String> dependencies = new ArrayList<>();
    Template.walk(
        template.root(),
        (key, value) -> {
          if (key.equals("Fn::If")) {
            conditions.add((String) ((List<?>) value).get(0));
          } else if (key.equals("Condition") && value instanceof String condition) {
            conditions.add(condition);
          } else if (key.equals("DependsOn")) {
            dependencies.add((String) value);
          }
        });
    assertThat(strings(template.section("Conditions").keySet()))
        .isEqualTo(new TreeSet<>(conditions));
    assertThat(strings(template.section("Resources").keySet())).containsAll(dependencies);
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everyParameterIsUsedAndSaysWhatItIs(String file) throws IOException {
    Template template = Template.read(file);
    assertThat(template.references()).containsAll(strings(template.section("Parameters").keySet()));
    template
        .section("Parameters")
        .forEach(
            (name, it) ->
                assertThat(strings(((Map<?, ?>) it).keySet()))
                    .as((String) name)
                    .containsAnyOf("Description", "Default"));
  }

  @Test
  void whatTheSecondStackImportsTheFirstExportsAndNothingElse() throws IOException {
    Set<String> exported = new TreeSet<>();
    for (Object export : Template.all(Template.read("foundation.yaml").root(), "Export")) {
      String name = (String) ((Map<?, ?>) ((Map<?, ?>) export).get("Name")).get("Fn::Sub");
      exported.add(name.replace("${AWS::StackName}", "${Foundation}"));
    }
    Set<String> imported = new TreeSet<>();
    for (Object name : Template.all(Template.read("application.yaml").root(), "Fn::ImportValue")) {
      imported.add((String) ((Map<?, ?>) name).get("Fn::Sub"));
    }
    assertThat(imported).isEqualTo(exported);
  }

  @Test
  void nothingOfTheServicesChoiceIsLeftToIt() throws IOException {
    List<Object> types =
        Template.all(
            Template.read("application.yaml").properties("Application"), "ConfigurationType");
    assertThat(types).hasSize(3).containsOnly("CUSTOM");
  }

  @Test
  void theRuntimeIsTheFlinkThatTheJobIsBuiltWith() throws IOException {
    assertThat(
            Template.read("application.yaml").properties("Application").get("RuntimeEnvironment"))
        .isEqualTo("FLINK-" + Pom.minorOfFlink("_"));
  }

  @Test
  void noBucketCanBeMadePublicAndNoneIsDeletedWithItsStack() throws IOException {
    Template foundation = Template.read("foundation.yaml");
    List<String> buckets = foundation.resourcesOf("AWS::S3::Bucket");
    assertThat(buckets).hasSize(2);
    for (String bucket : buckets) {
      assertThat(foundation.resource(bucket).get("DeletionPolicy")).isEqualTo("Retain");
      assertThat(
              ((Map<?, ?>) foundation.properties(bucket).get("PublicAccessBlockConfiguration"))
                  .values())
          .hasSize(4)
          .allMatch(Boolean.TRUE::equals);
    }
  }

  private static Set<String> strings(Set<?> keys) {
    return keys.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
  }
}
