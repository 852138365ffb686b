package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.alert.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over the demo with files of accounts, places and networks. */
class WhereRunTest {
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final String WHERE = TESTDATA.resolve("where").toString();
  private static final String EXAMPLES = WHERE + "/examples/";
  private static final String[] FILES = {
    "--accounts-file=" + EXAMPLES + "accounts.csv",
    "--network-db=" + EXAMPLES + "trailhound-demo-places.mmdb",
    "--network-list=" + EXAMPLES + "networks"
  };

  @TempDir Path folder;

  @Test
  void alertsSayWhereAndAreOtherwiseWhatTheyAreWithoutFiles() throws IOException {
    Map<String, ObjectNode> plain = run();
    Map<String, ObjectNode> described = run(FILES);

    assertThat(described).hasSameSizeAs(plain);
    int places = 0;
    for (Map.Entry<String, ObjectNode> entry : described.entrySet()) {
      ObjectNode alert = entry.getValue();
      assertThat(alert.at("/cloud/account/name").asText()).isEqualTo("prod-shop");
      assertThat(alert.at("/labels/owner").asText()).isEqualTo("Shop, team A");
      if (alert.at("/source/ip").asText().equals("198.18.11.203")) {
        places++;
        assertThat(alert.at("/source/geo/city_name").asText()).isEqualTo("Bucharest");
        assertThat(alert.at("/source/geo/location/lat").asDouble()).isEqualTo(44.43);
        assertThat(alert.at("/trailhound/network/tags").toString())
            .isEqualTo("[\"anonymous\",\"hosting\",\"hosting_provider\"]");
      }
      alert.withObject("/cloud/account").remove("name");
      alert.remove("labels");
      if (alert.has("source")) {
        alert.withObject("/source").remove("geo");
      }
      alert.withObject("/trailhound").remove("network");
      assertThat(alert).isEqualTo(plain.get(entry.getKey()));
    }
    assertThat(places).isPositive();
  }

  @Test
  void rulesFireByWhatIsLookedUp() throws IOException {
    List<String> arguments = new ArrayList<>(List.of(FILES));
    arguments.add("--rules-add=" + WHERE);
    assertThat(run(arguments.toArray(String[]::new)).values())
        .filteredOn(
            alert ->
                alert
                    .at("/rule/name")
                    .asText()
                    .equals("production_discovery_from_anonymous_network"))
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(alert.at("/trailhound/network/tags").size()).isPositive());
  }

  @Test
  void rulesThatReadWhatNothingGivesAreRefusedUnlessThatIsMeant() {
    assertMistake(
        "accounts-file is missing: rules need what accounts are called (cloud.account.name,"
            + " labels.*). Right would be: --accounts-file FILE.csv, or --accounts-file none when",
        "--rules-add=" + WHERE);
    assertMistake("network-db is missing: rules need", "--rules-add=" + WHERE, FILES[0]);
    assertMistake(
        "network-list is missing: rules need", "--rules-add=" + onlyTags(), "--accounts-file=none");

    CommandLineRun meant =
        command(
            "--rules-add=" + WHERE,
            "--accounts-file=none",
            "--network-db=none",
            "--network-list=none",
            "--alerts=" + folder.resolve("meant.ndjson"));
    assertThat(meant.exitCode()).as(meant.err()).isZero();
  }

  private Path onlyTags() {
    try {
      return Files.writeString(
              Files.createDirectories(folder.resolve("rules")).resolve("tags.yml"),
              """
              title: From Tor
              logsource:
                product: aws
                service: cloudtrail
              detection:
                selection:
                  trailhound.network.tags: tor
                condition: selection
              """)
          .getParent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBadFileIsOneMessageWithFileAndLine() throws IOException {
    Path accounts =
        Files.writeString(folder.resolve("accounts.csv"), "account_id,name\n12345,prod\n");
    assertMistake(
        accounts + ":2: '12345' is no account id. Right would be: 12 digits;",
        "--accounts-file=" + accounts);
    Path list = Files.writeString(folder.resolve("tor.txt"), "# Tor\n\n198.51.100.300\n");
    assertMistake(
        list + ":3: '198.51.100.300' is no network. Right would be: 198.51.100.0/24,",
        "--network-list=" + list);
    assertMistake("is not a MaxMind database", "--network-db=" + list);
    assertMistake(
        "network-list: 'none' stands beside others (given as --network-list).",
        "--network-list=" + list,
        "--network-list=none");
  }

  private static void assertMistake(String message, String... arguments) {
    CommandLineRun run = command(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).startsWith("trailhound: ").hasLineCount(1);
  }

  private static CommandLineRun command(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "--input=" + TESTDATA.resolve("demo"),
                "--asn-db=" + TESTDATA.resolve("asn/trailhound-demo.mmdb")));
    all.addAll(List.of(arguments));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  /** The last revision of each alert, by its id. */
  private Map<String, ObjectNode> run(String... arguments) throws IOException {
    Path alerts = folder.resolve("alerts.ndjson");
    Files.deleteIfExists(alerts);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--alerts=" + alerts);
    all.add("--emit=final");
    CommandLineRun run = command(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, ObjectNode> byId = new TreeMap<>();
    for (JsonNode alert : JsonLines.read(alerts)) {
      byId.put(alert.at("/event/id").asText(), (ObjectNode) alert);
    }
    return byId;
  }
}
