package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.rules.Check;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** {@code rules check}: its options, forms and exit codes. */
class CheckCommandTest {
  private static final String RULE =
      """
      title: Töpfe & <more>
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: %s}, condition: s}
      """;

  @TempDir private Path folder;

  private CommandLineRun check(String event, String... options) throws IOException {
    Files.writeString(folder.resolve("my rule.yml"), RULE.formatted(event));
    List<String> arguments = new ArrayList<>(List.of("rules", "check", folder.toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aLineHasPlaceSeverityMessageAndCheck() throws IOException {
    CommandLineRun run = check("ListAllMyBuckets");
    assertThat(run.out())
        .isEqualTo(
            folder.resolve("my rule.yml")
                + ":3:28: warning: no event has the eventName ListAllMyBuckets; that's a permission in policies;"
                + " events say ListBuckets [event-name]\n1 finding: 1 warning.\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  /** The shipped rules are of the second line: nothing is said of them at any level. */
  @ParameterizedTest
  @ValueSource(strings = {"error", "warning", "info"})
  void whatShipsIsInOrder(String level) {
    CommandLineRun run = CommandLineRun.of("rules", "check", "--fail-level", level);
    assertThat(run.out()).startsWith("Nothing wrong with ").hasLineCount(1);
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "CreateUser, info, 0",
    "FrobnicateThings, info, 1",
    "FrobnicateThings, warning, 0",
    "PassRole, warning, 1",
    "PassRole, error, 0",
    "'{a: b}', error, 1"
  })
  void theExitCodeIsThatOfTheWorst(String event, String level, int exitCode) throws IOException {
    assertThat(check(event, "--fail-level=" + level).exitCode()).isEqualTo(exitCode);
  }

  @Test
  void aCheckIsSilencedByAnOption() throws IOException {
    assertThat(check("PassRole", "--ignore", "date,event-name"))
        .isEqualTo(new CommandLineRun(0, "Nothing wrong with 1 rule.\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          --format xml # --format is 'xml'. Right would be: one of text, json, sarif, junit.
          --fail-level bad # --fail-level is 'bad'. Right would be: one of error, warning, info.
          --ignore yaml # --ignore is 'yaml'. Right would be: one of event-source, event-name,
          --ignore nothing # --ignore is 'nothing'. Right would be: one of event-source
          --rules-foreign keep # --rules-foreign is 'keep'.
          --colour # '--colour' is not understood.
          """)
  void wrongUsageEndsWithTwo(String option, String message) throws IOException {
    CommandLineRun run = check("CreateUser", option.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereOrHasNoRuleIsWrongUsage() {
    CommandLineRun missing = CommandLineRun.of("rules", "check", folder + "/nowhere");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("this folder can't be read; name a folder with rule files");
    CommandLineRun empty = CommandLineRun.of("rules", "check", folder.toString());
    assertThat(empty.exitCode()).isEqualTo(2);
    assertThat(empty.err()).contains("there is no rule in this folder");
  }

  @Test
  void jsonHasEveryPart() throws IOException {
    CommandLineRun run = check("PassRole", "--format", "json");
    JsonNode document = new ObjectMapper().readTree(run.out());
    JsonNode finding = document.at("/findings/0");
    assertThat(finding.path("file").asText()).endsWith("my rule.yml");
    assertThat(finding.path("line").asInt()).isEqualTo(3);
    assertThat(finding.path("column").asInt()).isEqualTo(28);
    assertThat(finding.path("severity").asText()).isEqualTo("warning");
    assertThat(finding.path("check").asText()).isEqualTo("event-name");
    assertThat(finding.path("message").asText()).isEqualTo("no event has the eventName PassRole");
    assertThat(finding.path("hint").asText()).startsWith("that's a permission");
    assertThat(document.path("summary").toString())
        .isEqualTo("{\"rules\":1,\"error\":0,\"warning\":1,\"info\":0}");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  /** The parts that SARIF 2.1.0 requires and code hosts read. */
  @Test
  void sarifRefersToItsRulesAndPlaces() throws IOException {
    JsonNode log = new ObjectMapper().readTree(check("PassRole", "--format=sarif").out());
    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.at("/runs/0");
    JsonNode rules = run.at("/tool/driver/rules");
    assertThat(rules).hasSize(Check.values().length);
    assertThat(rules.findValuesAsText("level")).containsOnly("error", "warning", "note");
    JsonNode result = run.at("/results/0");
    assertThat(rules.get(result.path("ruleIndex").asInt()).path("id").asText())
        .isEqualTo(result.path("ruleId").asText())
        .isEqualTo("event-name");
    assertThat(result.path("level").asText()).isEqualTo("warning");
    assertThat(result.at("/message/text").asText()).contains("PassRole");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).endsWith("/my%20rule.yml");
    assertThat(place.path("region").toString()).isEqualTo("{\"startLine\":3,\"startColumn\":28}");
  }

  @Test
  void sarifOfNothingHasNoResults() throws IOException {
    JsonNode log = new ObjectMapper().readTree(check("CreateUser", "--format=sarif").out());
    assertThat(log.at("/runs/0/results").isArray()).isTrue();
    assertThat(log.at("/runs/0/results")).isEmpty();
  }

  @Test
  void junitIsXmlWithCasesAndCounts() throws Exception {
    Element suites = xml(check("'<a & \"b\" \\u0007>'", "--format=junit").out());
    assertThat(suites.getAttribute("failures")).isEqualTo("1");
    Element failure = (Element) suites.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("event-name");
    assertThat(failure.getAttribute("message")).contains("<a & \"b\" ");
    assertThat(((Element) failure.getParentNode()).getAttribute("classname"))
        .endsWith("my rule.yml");
    Element none = xml(check("CreateUser", "--format=junit").out());
    assertThat(none.getAttribute("tests")).isEqualTo("1");
    assertThat(none.getAttribute("failures")).isEqualTo("0");
    Element info = xml(check("FrobnicateThings", "--format=junit").out());
    assertThat(info.getAttribute("skipped")).isEqualTo("1");
  }

  @Test
  void theDocumentListsEveryCheck() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "rules.md"));
    for (Check check : Check.values()) {
      assertThat(document).contains("| `" + check.id() + "` | " + check.what() + " |");
    }
  }

  private static Element xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)))
        .getDocumentElement();
  }
}
