package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** {@code trailhound backtest} over the demo's archive and made-up ones, as a user sees it. */
class BacktestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final String NETWORKS = "--asn-db=" + TESTDATA.resolve("asn/trailhound-demo.mmdb");
  private static final String DEMO = "--input=" + TESTDATA.resolve("demo/AWSLogs");
  private static final String EXPLOIT = "</pre><script>alert(1)</script>\\\" onload='x'";

  @TempDir Path folder;

  @Test
  void itCountsWhatARunSendsAndTriesTheNextThresholdsInTheSamePass() throws Exception {
    JsonNode report = report(NETWORKS, DEMO);
    Path alerts = folder.resolve("alerts.ndjson");
    CommandLineRun run =
        CommandLineRun.of("run", NETWORKS, DEMO, "--emit=final", "--alerts=" + alerts);
    assertThat(run.exitCode()).as(run.err()).isZero();

    for (JsonNode rule : report.path("rules")) {
      long sent = ids(alerts, rule.path("rule").asText());
      assertThat(rule.path("alerts").asLong()).as(rule.path("rule").asText()).isEqualTo(sent);
      for (JsonNode threshold : rule.path("thresholds")) {
        if (threshold.path("written").asBoolean()) {
          assertThat(threshold.path("alerts").asLong()).isEqualTo(sent);
        }
      }
    }
    assertThat(thresholds(report, "aws_cli_discovery_burst")).containsExactly(5, 6, 7);
    assertThat(report.path("run").path("records").asLong()).isGreaterThan(300);
  }

  /** What a sweep says of a number is what a rule with that number says. */
  @Test
  void aThresholdOneHigherGivesWhatTheRuleWithItGives() throws Exception {
    Path events = TESTDATA.resolve("rules/aws_cli_discovery_burst/events.ndjson");
    rules("as-it-is", 5);
    rules("higher", 6);

    JsonNode swept =
        report("--rules=" + folder.resolve("as-it-is"), "--input=" + events, "--asn-db=none");
    JsonNode alone =
        report("--rules=" + folder.resolve("higher"), "--input=" + events, "--asn-db=none");

    JsonNode above = swept.at("/rules/0/thresholds/2");
    assertThat(above.path("threshold").asInt()).isEqualTo(6);
    assertThat(above.path("alerts")).isEqualTo(alone.at("/rules/0/alerts"));
    assertThat(above.path("alerts").asInt()).isPositive();
    assertThat(swept.at("/rules/0/alerts").asInt()).isGreaterThan(above.path("alerts").asInt());
  }

  /** A rule may be called as the copy of another would be. */
  @Test
  void aRuleOfTheNameOfASweptOneIsCountedForItself() throws Exception {
    Path events = TESTDATA.resolve("rules/aws_cli_discovery_burst/events.ndjson");
    Path rules = rules("as-it-is", 5);
    String burst = Files.readString(rules.resolve("burst.yml"));
    Files.writeString(
        rules.resolve("other.yml"),
        burst
            .substring(burst.indexOf("title: Burst"))
            .replace("name: burst", "name: burst (6)")
            .replace("gte: 5", "gte: 1000"));

    JsonNode report = report("--rules=" + rules, "--input=" + events, "--asn-db=none");

    assertThat(alerts(report, "burst (6)")).isZero();
    assertThat(alerts(report, "burst")).isPositive();
    assertThat(thresholds(report, "burst")).containsExactly(4, 5, 6);
    assertThat(thresholds(report, "burst (6)")).containsExactly(999, 1000, 1001);
  }

  /** They may be of as many as there are. */
  @Test
  void alertsOfNobodyAreNotCountedIntoOneOfTheHour() throws Exception {
    Path rules = rules("as-it-is", 5);
    Path events = folder.resolve("nobody.ndjson");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      lines.append(
          """
          {"eventTime":"2026-05-04T09:00:0%1$sZ","eventID":"e-%1$s","eventSource":"s3.amazonaws.com","eventName":"ListBuckets",\
          "awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.%1$s","userIdentity":{"type":"Unknown"}}
          """
              .formatted(i));
    }
    Files.writeString(events, lines);
    Files.writeString(
        rules.resolve("burst.yml"),
        """
        title: Call
        name: call
        logsource: {product: aws, service: cloudtrail}
        detection:
          selection: {eventName: ListBuckets}
          condition: selection
        level: low
        """);

    JsonNode report = report("--rules=" + rules, "--input=" + events, "--asn-db=none");

    assertThat(report.at("/rules/0/alerts").asInt()).isEqualTo(3);
    assertThat(report.at("/rules/0/oncePerHour").asInt()).isEqualTo(3);
  }

  @Test
  void ofTwoFoldersItSaysWhichAlertsOnlyOneGives() throws Exception {
    Path events = TESTDATA.resolve("rules/aws_cli_discovery_burst/events.ndjson");
    rules("as-it-is", 5);
    rules("higher", 6);

    JsonNode report =
        report(
            "--rules=" + folder.resolve("as-it-is"),
            "--against=" + folder.resolve("higher"),
            "--input=" + events,
            "--asn-db=none");

    JsonNode rule = report.at("/difference/rules/0");
    long here = rule.path("here").asLong();
    long there = rule.path("there").asLong();
    assertThat(there).isPositive();
    assertThat(rule.path("onlyHere").asLong()).isEqualTo(here - there).isPositive();
    assertThat(rule.path("onlyThere").asLong()).isZero();
    assertThat(rule.at("/samplesHere/0/rule/name").asText()).isEqualTo("burst");
  }

  @Test
  void thePageRefersToNothingAndWhatEventsSayIsText() throws Exception {
    rules("as-it-is", 1);
    Path events = folder.resolve("events.ndjson");
    Files.writeString(
        events,
        """
        {"eventTime":"2026-05-04T09:00:00Z","eventID":"e-1","eventSource":"s3.amazonaws.com","eventName":"List%1$s",\
        "awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.1","userAgent":"%1$s\\u202egpj",\
        "userIdentity":{"type":"IAMUser","userName":"%1$s","arn":"arn:aws:iam::111122223333:user/%1$s"}}
        """
            .formatted(EXPLOIT));

    JsonNode report =
        report("--rules=" + folder.resolve("as-it-is"), "--input=" + events, "--asn-db=none");
    String page = Files.readString(folder.resolve("report.html"));

    assertThat(report.at("/rules/0/alerts").asInt()).isEqualTo(1);
    assertThat(page)
        .contains("&lt;script&gt;alert(1)")
        .contains("\\u202e")
        .contains("default-src 'none'")
        .doesNotContain("<script", "\u202e", "http-equiv=\"refresh\"");
    assertThat(page.replaceAll("(?s)<pre>.*?</pre>", "")).doesNotContain("://");
    wellFormed(page);
  }

  @Test
  void anArchiveWithoutAlertsGivesAPageThatSaysSo() throws Exception {
    rules("as-it-is", 100);
    Path events = TESTDATA.resolve("rules/aws_cli_discovery_burst/events.ndjson");

    report("--rules=" + folder.resolve("as-it-is"), "--input=" + events, "--asn-db=none");

    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("0 final alerts in")
        .doesNotContain("Alerts per day");
  }

  @Test
  void mistakesAreToldBeforeAnythingIsRead() {
    Path page = folder.resolve("no-such/report.html");
    CommandLineRun nowhere = CommandLineRun.of("backtest", NETWORKS, DEMO, "--report=" + page);
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("report: '" + page + "' cannot be written");

    CommandLineRun sink = CommandLineRun.of("backtest", NETWORKS, DEMO, "--alerts=x");
    assertThat(sink.exitCode()).isEqualTo(2);
    assertThat(sink.err()).contains("'--alerts' is not understood");

    CommandLineRun against =
        CommandLineRun.of(
            "backtest",
            NETWORKS,
            DEMO,
            "--report=" + folder.resolve("report.html"),
            "--against=" + folder.resolve("no-such"));
    assertThat(against.exitCode()).isEqualTo(2);
    assertThat(against.err()).contains("no-such");
  }

  @Test
  void noFileOfTheArchiveIsWrittenOver() throws IOException {
    Path input = Files.createDirectory(folder.resolve("in"));
    String event =
        Files.readString(TESTDATA.resolve("rules/aws_cli_discovery_burst/events.ndjson"));
    for (String read : List.of("b.ndjson", "b.html.json")) {
      Path file = Files.writeString(input.resolve(read), event);
      Path page = input.resolve(read.replace(".html.json", ".html"));
      CommandLineRun run =
          CommandLineRun.of("backtest", NETWORKS, "--input=" + input, "--report=" + page);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).contains("report: '" + file + "' is read as input, too");
      assertThat(file).hasContent(event);
      Files.delete(file);
    }
  }

  /** As that of the job whose archive it is. */
  @Test
  void aFileForTheJobSaysWhatIsReadAndNotWhereThingsGo() throws Exception {
    JsonNode without = report(NETWORKS, DEMO);
    Path incidents = folder.resolve("incidents.ndjson");
    Files.writeString(incidents, "mine");
    Path config =
        Files.writeString(
            folder.resolve("job.properties"),
            """
            asn-db = %s
            source = kafka
            sink = kafka, webhook
            kafka-servers = nowhere:9092
            kafka.security.protocol = SASL_SSL
            webhook-url = https://nowhere.example
            alert-format = ocsf
            incidents = %s
            actor = yes
            silence-after = 1h
            emit = early
            watch = 5s
            """
                .formatted(TESTDATA.resolve("asn/trailhound-demo.mmdb"), incidents));

    JsonNode with = report("--config=" + config, DEMO);

    assertThat(without.path("days")).isNotEmpty();
    assertThat(with.path("days")).isEqualTo(without.path("days"));
    assertThat(with.path("rules")).isEqualTo(without.path("rules"));
    assertThat(incidents).hasContent("mine");
  }

  /** A chain that is repeated makes its alert anew. */
  private static long ids(Path alerts, String rule) throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : Files.readAllLines(alerts)) {
      JsonNode alert = JSON.readTree(line);
      if (alert.at("/rule/name").asText().equals(rule)) {
        ids.add(alert.at("/event/id").asText());
      }
    }
    return ids.size();
  }

  private JsonNode report(String... arguments) throws IOException {
    Path page = folder.resolve("report.html");
    CommandLineRun run =
        CommandLineRun.of(
            Stream.of(List.of("backtest", "--report=" + page), List.of(arguments))
                .flatMap(List::stream)
                .toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(folder.resolve("report.html.json").toFile());
  }

  private static long alerts(JsonNode report, String name) {
    for (JsonNode rule : report.path("rules")) {
      if (rule.path("rule").asText().equals(name)) {
        return rule.path("alerts").asLong();
      }
    }
    throw new AssertionError("no rule " + name);
  }

  private static List<Integer> thresholds(JsonNode report, String name) {
    for (JsonNode rule : report.path("rules")) {
      if (rule.path("rule").asText().equals(name)) {
        return rule.path("thresholds").findValues("threshold").stream()
            .map(JsonNode::asInt)
            .toList();
      }
    }
    throw new AssertionError("no rule " + name);
  }

  /** A burst of calls of which {@code least} have different names. */
  private Path rules(String name, int least) throws IOException {
    Path rules = Files.createDirectory(folder.resolve(name));
    Files.writeString(
        rules.resolve("burst.yml"),
        """
        title: Call
        name: call
        logsource: {product: aws, service: cloudtrail}
        detection:
          selection:
            eventName|startswith: [List, Get, Describe, Generate]
          condition: selection
        ---
        title: Burst
        name: burst
        correlation:
          type: value_count
          rules: [call]
          group-by: [userIdentity.arn]
          timespan: 10s
          condition: {field: eventName, gte: LEAST}
        level: low
        """
            .replace("LEAST", String.valueOf(least)));
    return rules;
  }

  /** Every element is closed, whatever stands in it. */
  private static void wellFormed(String page) throws Exception {
    String body = page.substring(page.indexOf("<body>"), page.indexOf("</html>"));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    assertThat(factory.newDocumentBuilder().parse(new InputSource(new StringReader(body))))
        .isNotNull();
  }
}
