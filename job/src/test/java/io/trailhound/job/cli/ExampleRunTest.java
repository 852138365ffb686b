package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of many rules in one job: each rule's come out as if it had the job to itself. */
class ExampleRunTest {
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final Path ASN = TESTDATA.resolve("asn/trailhound-demo.mmdb");
  private static final int MANY = 800;

  @TempDir Path folder;

  @Test
  void givesTheDocumentsOfAJobForEachRule() throws Exception {
    RuleBook rules = RuleLoader.shipped();
    List<String> names = List.copyOf(Levels.of(rules).keySet());
    RuleExamples examples = new RuleExamples(rules, TESTDATA.resolve("rules"), ASN);

    Map<String, ExampleRun.Outcome> outcomes;
    try (LocalCluster cluster = ExampleRun.cluster()) {
      outcomes = new ExampleRun(examples, cluster).of(names);
    }

    try (LocalCluster cluster = new LocalCluster(new Configuration(), 1)) {
      for (String name : names) {
        assertThat(outcomes.get(name).alerts())
            .as(name)
            .containsExactlyInAnyOrderElementsOf(alone(name, examples, cluster));
      }
    }
  }

  /** Both count the same principal's calls under the same event ids, five years apart. */
  @Test
  void rulesDoNotSeeEachOthersEvents() throws Exception {
    rule("listed", detection("ListBuckets"));
    rule("past", count("listed", 3));
    rule("present", count("listed", 3));
    rule("any_call", detection("ListBuckets"));
    for (String name : List.of("past", "present", "any_call")) {
      String day = name.equals("past") ? "2020-03-11" : "2025-03-11";
      events(name, call(day + "T02:00:00Z", 1), call(day + "T02:00:05Z", 2));
    }

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.out())
        .contains("✗ past\n    nothing fired", "✗ present\n    nothing fired", "✓ any_call");
    assertThat(test.err()).isEmpty();
  }

  @Test
  void whatIsLateHangsOnARulesOwnExamplesAlone() throws Exception {
    rule("listed", detection("ListBuckets"));
    rule("late", count("listed", 2));
    rule("in_time", count("listed", 2));
    events(
        "late",
        call("2025-03-11T02:00:00Z", 1),
        call("2025-03-11T03:00:00Z", 2),
        call("2025-03-11T02:00:05Z", 3));
    events("in_time", call("2025-03-11T02:00:00Z", 1), call("2025-03-11T02:00:05Z", 3));

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.out()).contains("✗ late\n    nothing fired", "✓ in_time");
    assertThat(test.err().lines())
        .singleElement()
        .asString()
        .startsWith("late: ")
        .contains("examples/late/events.ndjson:3: ListBuckets of 2025-03-11T02:00:05Z is ");
  }

  @Test
  void aSequenceAndTheRuleItBeginsWithBothHaveExamplesOfTheirOwn() throws Exception {
    rule("listed", detection("ListBuckets"));
    rule("deleted", detection("DeleteBucket"));
    rule("burst", count("listed", 2));
    rule("burst_then_delete", sequence("burst", "deleted"));
    events("burst", call("2025-03-11T02:00:00Z", 1));
    events(
        "burst_then_delete",
        call("2025-03-11T02:00:01Z", 2),
        call("2025-03-11T02:00:02Z", 3),
        call("2025-03-11T02:05:00Z", 4).replace("ListBuckets", "DeleteBucket"));

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.out()).contains("✗ burst\n    nothing fired", "✓ burst_then_delete");
  }

  @Test
  void hundredsOfRulesShareAJob() throws Exception {
    for (int i = 0; i < MANY; i++) {
      rule("rule_" + i, detection("Action" + i));
      events("rule_" + i, call("2025-03-11T02:00:00Z", 1).replace("ListBuckets", "Action" + i));
    }
    Path silent = folder.resolve("examples/rule_7/events.ndjson");
    Files.writeString(silent, call("2025-03-11T02:00:00Z", 1));

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.out().lines().filter(line -> line.startsWith("✓"))).hasSize(MANY - 1);
    assertThat(test.out()).contains("✗ rule_7\n    nothing fired");
  }

  @Test
  void onlyRulesThatMeetArePutApart() throws Exception {
    rule("listed", detection("ListBuckets"));
    rule("burst", count("listed", 2));
    rule("first", sequence("burst", "listed"));
    rule("second", sequence("listed", "burst"));
    rule("third", sequence("listed", "burst"));
    rule("fourth", sequence("listed", "burst"));
    List<String> names = List.of("listed", "burst", "first", "second", "third");
    for (String name : names) {
      String call = call("2025-03-11T02:00:00Z", 1);
      events(name, name.equals("third") ? call.replace("user/ops", "user/dev") : call);
    }
    RuleExamples examples =
        new RuleExamples(RuleLoader.load(folder, List.of()), folder.resolve("examples"), ASN);

    List<List<String>> groups = new ExampleGroups(examples).of(names);

    assertThat(groups)
        .containsExactly(List.of("listed", "burst", "third"), List.of("first"), List.of("second"));
  }

  private List<AlertDocument> alone(String rule, RuleExamples examples, LocalCluster cluster)
      throws Exception {
    Path alerts = folder.resolve(rule + ".ndjson");
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                "--emit=final",
                "--asn-db=" + ASN,
                "--input=" + examples.events(rule),
                "--alerts=" + alerts));
    StreamExecutionEnvironment environment = cluster.environment();
    TrailhoundJob.draw(environment, config, examples.rules(), Sinks.of(config, examples.rules()));
    cluster.run(environment);
    return AlertDocument.finals(AlertDocument.read(alerts)).stream()
        .filter(alert -> alert.rule().equals(rule))
        .toList();
  }

  private static String call(String time, int id) {
    return """
        {"eventTime":"%s","eventID":"e-%s","eventSource":"s3.amazonaws.com","eventName":"ListBuckets",\
        "userIdentity":{"type":"IAMUser","userName":"ops","arn":"arn:aws:iam::1:user/ops"}}
        """
        .formatted(time, id);
  }

  private static List<String> detection(String action) {
    return List.of(
        "logsource: {product: aws, service: cloudtrail}",
        "detection:",
        "  selection: {eventName: " + action + "}",
        "  condition: selection");
  }

  private static List<String> count(String rule, int least) {
    return List.of(
        "correlation:",
        "  type: event_count",
        "  rules: [" + rule + "]",
        "  group-by: [userIdentity.arn]",
        "  timespan: 1m",
        "  condition: {gte: " + least + "}",
        "  generate: true");
  }

  private static List<String> sequence(String first, String second) {
    return List.of(
        "correlation:",
        "  type: temporal_ordered",
        "  rules: [" + first + ", " + second + "]",
        "  group-by: [userIdentity.arn]",
        "  timespan: 10m",
        "  generate: true");
  }

  private void rule(String name, List<String> body) throws IOException {
    List<String> lines = new ArrayList<>(List.of("title: " + name, "name: " + name));
    lines.addAll(body);
    lines.add("level: high");
    Files.write(folder.resolve(name + ".yml"), lines);
  }

  private void events(String rule, String... events) throws IOException {
    Path examples = Files.createDirectories(folder.resolve("examples").resolve(rule));
    Files.writeString(examples.resolve("events.ndjson"), String.join("", events));
  }
}
