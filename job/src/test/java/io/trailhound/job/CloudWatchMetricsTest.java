package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With {@code cloudwatch-metrics}: what lies in the group that Managed Flink passes on to
 * CloudWatch. deploy/checks compares the alarms of deploy/managed-flink with the golden file.
 */
class CloudWatchMetricsTest {
  private static final List<String> BROKEN = List.of("{\"hello\":1}", "[]", "[]");

  /** Takes calls together that are in no vector, but behind them. */
  private static final String SUPPRESSING =
      """
      title: Calls of nothing
      name: calls_of_nothing
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection:
          eventName: None
        condition: selection
      level: informational
      suppress:
        by: [event.action]
        for: 1h
      """;

  @TempDir private Path folder;
  @TempDir private Path rules;

  @Test
  void ourMetricsAreInManagedFlinksGroupTooWithoutLabelsAndSummedUp() throws Exception {
    List<String> input = new ArrayList<>(Vectors.events());
    input.addAll(BROKEN);
    input.add(Vectors.recordOf(Vectors.longAfter()));
    Files.write(folder.resolve("events.ndjson"), input);
    Files.writeString(rules.resolve("suppressing.yml"), SUPPRESSING);
    try (RunningJob job = RunningJob.start(draw())) {
      int expected = Vectors.expected().size();
      job.await("files", () -> Scrape.sum(job, "filesRead"), files -> files == 1);
      Scrape metrics = job.await("alerts", () -> Scrape.of(job), all -> hasSummedUp(all, expected));
      assertThat(metrics.signatures(Scrape.CLOUD_WATCH_GROUP))
          .isEqualTo(Files.readAllLines(Path.of("src/test/resources/metrics-cloudwatch.txt")));
      assertThat(sum(metrics, Metrics.DEAD_LETTERS)).isEqualTo(BROKEN.size());
      assertThat(sum(metrics, Metrics.EVENTS)).isEqualTo(input.size() - BROKEN.size());
    }
  }

  private StreamExecutionEnvironment draw() throws Exception {
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                new String[] {
                  "--input=" + folder,
                  "--watch=200ms",
                  "--silence-after=7d",
                  "--cloudwatch-metrics=yes",
                  "--rules-add=" + rules,
                  "--asn-db=" + Vectors.ASN_DB
                }));
    StreamExecutionEnvironment env = SharedFlink.environment(2, JobRun.settings("hashmap"));
    TrailhoundJob.draw(
        env,
        config,
        TrailhoundJob.prepare(config),
        Sinks.of(config, JobRun.RULES, new DiscardingSink<>()));
    return env;
  }

  /** In a scrape of the moment one may be read before the other. */
  private static boolean hasSummedUp(Scrape metrics, int expected) {
    double finals = metrics.sum("rule_phase_alerts", Map.of("phase", Alert.FINAL));
    double all = metrics.sum("rule_phase_alerts", Map.of());
    return finals >= expected && sum(metrics, Metrics.ALERTS) == all;
  }

  private static double sum(Scrape metrics, String name) {
    return metrics.sumOf(
        "flink_taskmanager_job_task_operator" + Scrape.CLOUD_WATCH_GROUP + name, Map.of());
  }
}
