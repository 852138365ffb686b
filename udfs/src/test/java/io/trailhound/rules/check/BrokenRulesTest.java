package io.trailhound.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.rules.sigma.RuleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * More than a hundred broken rule files, as people write them, each with all that is told of it.
 */
class BrokenRulesTest {
  private static final Path FILE = Path.of("src/test/resources/broken-rules/broken-rules.txt");
  private static final String BEGIN = "=== ";
  private static final String TOLD = "--- told\n";

  /** {@code mvn test -pl udfs -Dtest=BrokenRulesTest -Dtrailhound.write=true} writes it anew. */
  @TestFactory
  Stream<DynamicTest> everyBrokenFileIsToldAsItShouldBe() throws IOException {
    List<Case> cases = cases(Files.readString(FILE));
    if (Boolean.getBoolean("trailhound.write")) {
      StringBuilder text = new StringBuilder();
      cases.forEach(each -> text.append(each.withTold(each.told())));
      Files.writeString(FILE, text);
      cases = cases(text.toString());
    }
    assertThat(cases).hasSizeGreaterThan(100);
    return cases.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () -> assertThat(each.told()).isNotEmpty().isEqualTo(each.expected())));
  }

  private static List<Case> cases(String text) {
    List<Case> cases = new ArrayList<>();
    for (String block : text.split("(?m)^" + BEGIN)) {
      if (!block.isBlank()) {
        int name = block.indexOf('\n') + 1;
        int told = block.indexOf(TOLD, name);
        cases.add(
            new Case(
                block.substring(0, name - 1),
                block.substring(name, told),
                block.substring(told + TOLD.length())));
      }
    }
    return cases;
  }

  private record Case(String name, String rule, String expected) {

    String told() {
      RuleFiles files =
          new RuleFiles(
              List.of(new RuleSource("a.yml", rule)),
              List.of(new RuleSource("shipped:lists/vpn_asns.txt", "9009")),
              List.of("lists"),
              List.of());
      StringBuilder told = new StringBuilder();
      RuleChecks.of(RuleReading.of(files, false), Set.of())
          .forEach(
              finding ->
                  told.append(finding.line())
                      .append(':')
                      .append(finding.at().column())
                      .append(' ')
                      .append(finding.severity().word())
                      .append(": ")
                      .append(finding.text())
                      .append(" [" + finding.check().id() + "]\n"));
      return told.toString();
    }

    String withTold(String lines) {
      return BEGIN + name + "\n" + rule + TOLD + lines;
    }
  }
}
