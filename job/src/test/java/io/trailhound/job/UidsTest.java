package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.KeyedOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A uid is forever: state is found again by it. A line that goes missing from the golden file loses
 * every user's state of that operator; CONTRIBUTING.md says how to change state.
 */
class UidsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/uids.txt");

  private static List<String> uids(String... more) {
    return uidsFrom("--input", Vectors.EVENTS.toString(), more);
  }

  private static List<String> uidsFrom(String sourceKey, String source, String... more) {
    Stream<String> arguments = Stream.of(sourceKey, source, "--asn-db", "none");
    String[] all = Stream.concat(arguments, Stream.of(more)).toArray(String[]::new);
    return DrawnJob.operators(new Configuration(), all).stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  @Test
  void theUidsAreThoseOfTheGoldenFile() throws IOException {
    assertThat(uids()).isEqualTo(Files.readAllLines(GOLDEN));
  }

  /** A correlation over correlations brings a stage of operators with it. */
  @Test
  void thoseOfAStageAreInAGoldenFileToo(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("nested.yml"),
        """
        title: Any
        name: any call
        logsource: {product: aws, service: cloudtrail}
        detection: {s: {eventName: '*'}, condition: s}
        ---
        title: Many
        name: many
        correlation: {type: event_count, rules: any call, group-by: user.name, timespan: 1h, condition: {gte: 9}}
        ---
        title: Many times many
        name: many times
        correlation: {type: event_count, rules: many, group-by: user.name, timespan: 1d, condition: {gte: 9}}
        """);
    List<String> added = new ArrayList<>(uids("--rules-add", folder.toString()));
    added.removeAll(uids());
    assertThat(added)
        .isEqualTo(Files.readAllLines(Path.of("src/test/resources/uids-of-a-stage.txt")));
    assertThat(added).filteredOn(uid -> KeyedOperator.of(uid).isPresent()).hasSize(4);
  }

  @Test
  void noFlagChangesThem() {
    assertThat(
            uids("--emit", "final", "--alerts", "target/alerts.ndjson", "--late", "target/late/"))
        .containsAll(uids());
  }

  @Test
  void onlySourceAndSinksOfKafkaHaveOthers() {
    List<String> kafka =
        uidsFrom(
            "--source",
            "kafka",
            "--sink=kafka",
            "--kafka-servers=127.0.0.1:1",
            "--kafka-topic=trail",
            "--alerts-topic=alerts",
            "--dead-letters-topic=dead",
            "--late-topic=late");
    List<String> expected = new ArrayList<>(uids());
    expected.removeAll(List.of("alerts", "cloudtrail-files", "dead-letters", "late"));
    expected.addAll(List.of("cloudtrail-kafka", "alert-messages"));
    for (String output : List.of("alerts-kafka", "dead-letters-kafka", "late-kafka")) {
      expected.add(output);
      expected.add("Sink Committer: " + output); // Flink's, made from ours
    }

    assertThat(kafka).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void onlyTheSourceOfKinesisHasAnother() {
    List<String> expected = new ArrayList<>(uids());
    expected.remove("cloudtrail-files");
    expected.add("cloudtrail-kinesis");

    assertThat(uidsFrom("--source", "kinesis", "--kinesis-stream=trail"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void anArchiveAddsItsOwn() {
    List<String> expected = new ArrayList<>(uids());
    expected.remove("cloudtrail-files");
    expected.addAll(List.of("cloudtrail-archive", "cloudtrail-kafka", "join-archive"));
    String archive = "--warm-from=" + Vectors.EVENTS;
    String since = "--alerts-since=2026-09-01";

    assertThat(
            uidsFrom(
                archive,
                "--source=kafka",
                "--kafka-servers=127.0.0.1:1",
                "--kafka-topic=trail",
                since))
        .containsExactlyInAnyOrderElementsOf(expected);

    expected.set(expected.indexOf("cloudtrail-kafka"), "cloudtrail-kinesis");
    assertThat(uidsFrom(archive, "--source=kinesis", "--kinesis-stream=trail", since))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void eachSinkHasItsOwn() {
    List<String> expected = new ArrayList<>(uids());
    expected.addAll(List.of("alerts-webhook", "alerts-sns", "alerts-eventbridge"));

    assertThat(
            uids(
                "--sink=console",
                "--sink=webhook",
                "--webhook-url=http://127.0.0.1:1",
                "--sink=sns",
                "--sns-topic=arn:aws:sns:eu-west-1:111122223333:alerts",
                "--sink=eventbridge",
                "--eventbridge-bus=default"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void silentTrailsAddTheirOwn() {
    List<String> expected = new ArrayList<>(uids());
    expected.addAll(List.of("listen", "trail-silence"));

    assertThat(uids("--silence-after=1h")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void incidentsAddTheirOwn() {
    List<String> expected = new ArrayList<>(uids());
    expected.addAll(
        List.of("describe-incidents", "find-incidents", "last-chain", "wanted-incidents"));
    expected.add("incidents");
    assertThat(uids("--incidents=incidents.ndjson")).containsExactlyInAnyOrderElementsOf(expected);

    expected.remove("incidents");
    expected.addAll(List.of("incident-messages", "incidents-kafka"));
    expected.add("Sink Committer: incidents-kafka"); // Flink's, made from ours
    assertThat(uids("--incidents-topic=incidents", "--kafka-servers=127.0.0.1:1"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void incidentsInElasticsearchHaveASinkOfTheirOwn() {
    assertThat(
            uids(
                "--sink=elasticsearch",
                "--elasticsearch-url=http://127.0.0.1:1",
                "--elasticsearch-incidents-index=logs-trailhound_incidents"))
        .contains("alerts-elasticsearch", "incidents-elasticsearch");
  }

  @Test
  void actorsAddTheirOwn(@TempDir Path folder) throws IOException {
    List<String> expected = new ArrayList<>(uids());
    expected.addAll(List.of("add-actor", "last-chain", "resolve-keys"));
    assertThat(uids("--actor=yes")).containsExactlyInAnyOrderElementsOf(expected);

    Files.writeString(
        folder.resolve("actor.yml"),
        """
        title: Any
        name: any call
        logsource: {product: aws, service: cloudtrail}
        detection: {s: {eventName: '*'}, condition: s}
        ---
        title: Many
        name: many
        correlation: {type: event_count, rules: any call, group-by: trailhound.actor, timespan: 1h, condition: {gte: 9}}
        """);
    expected.removeAll(List.of("add-actor", "last-chain"));
    expected.add("group-by-actor");
    assertThat(uids("--rules-add", folder.toString()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void elasticsearchHasOneOfItsOwnForAlertsOnly() {
    List<String> expected = new ArrayList<>(uids());
    expected.remove("alerts");
    expected.add("alerts-elasticsearch");

    assertThat(uids("--sink=elasticsearch", "--elasticsearch-url=http://127.0.0.1:1"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
