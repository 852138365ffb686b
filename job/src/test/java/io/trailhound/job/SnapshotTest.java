package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.sink.FileSinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
  private static final List<String> RECORDS = Vectors.events();
  private static final int MIDDLE = RECORDS.size() / 2;

  @TempDir Path folder;

  private JobClient start(JobRun.Input input, int parallelism, Configuration settings)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    DetectionPipeline.build(
            input.in(env), JobRun.RULES, Optional.of(Vectors.ASN_DB.toString()), JobRun.LATENESS)
        .alerts()
        .sinkTo(FileSinks.alerts(alerts().toString(), new EcsAlert(JobRun.RULES.rules(), "test")))
        .setParallelism(1)
        .uid("alerts");
    return env.executeAsync();
  }

  private Path alerts() {
    return folder.resolve("alerts.ndjson");
  }

  /** An event before the middle whose match alert tells that the job has come so far. */
  private static String lastMatchBeforeTheMiddle() throws IOException {
    List<String> expected = List.copyOf(Vectors.expected());
    for (int i = MIDDLE - 1; ; i--) {
      String id = RECORDS.get(i).replaceFirst(".*\"eventID\": \"([^\"]+)\".*", "$1");
      if (expected.contains(
          "{\"event\": \"%s\", \"rule\": \"aws_vpn_asn_discovery_call\"}".formatted(id))) {
        return id;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aSavepointInTheMiddleAndAnotherParallelismGiveTheSameFinalAlerts(String stateBackend)
      throws Exception {
    var expected =
        JobRun.of(TestSources.files(Vectors.EVENTS), 2, JobRun.settings(stateBackend)).documents();

    JobClient first = start(TestSources.upTo(MIDDLE, RECORDS), 2, JobRun.settings(stateBackend));
    String middle = lastMatchBeforeTheMiddle();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.exists(alerts()) && Files.readString(alerts()).contains(middle));
    String savepoint =
        first
            .stopWithSavepoint(
                false,
                folder.resolve("savepoints").toUri().toString(),
                SavepointFormatType.CANONICAL)
            .get();

    Configuration settings = JobRun.settings(stateBackend);
    settings.setString("execution.state-recovery.path", savepoint);
    start(TestSources.upTo(Long.MAX_VALUE, RECORDS), 3, settings).getJobExecutionResult().get();

    SortedMap<String, String> finals = new TreeMap<>();
    for (String line : Files.readAllLines(alerts())) {
      if (line.contains("\"phase\":\"final\"")) {
        finals.put(line.replaceFirst(".*\"event\":\\{\"id\":\"([0-9a-f]+)\".*", "$1"), line);
      }
    }
    assertThat(finals).isEqualTo(expected);
  }
}
