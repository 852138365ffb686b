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
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // Flink's MiniCluster may throw anything on close
class SnapshotTest {
  private static final List<String> RECORDS = Vectors.events();
  private static final int MIDDLE = RECORDS.size() / 2;

  @TempDir Path folder;

  private JobGraph job(JobRun.Input input, int parallelism, Configuration settings) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    DetectionPipeline.build(
            input.in(env), JobRun.RULES, Optional.of(Vectors.ASN_DB.toString()), JobRun.LATENESS)
        .alerts()
        .sinkTo(FileSinks.alerts(alerts().toString(), new EcsAlert(JobRun.RULES.rules(), "test")))
        .setParallelism(1)
        .uid("alerts");
    return env.getStreamGraph().getJobGraph();
  }

  private static MiniCluster cluster(Configuration settings) throws Exception {
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumSlotsPerTaskManager(3)
                .withRandomPorts()
                .build());
    cluster.start();
    return cluster;
  }

  private static boolean allTasksRun(MiniCluster cluster, JobGraph job) throws Exception {
    for (var task : cluster.getExecutionGraph(job.getJobID()).get().getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
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

    Configuration settings = JobRun.settings(stateBackend);
    try (MiniCluster cluster = cluster(settings)) {
      JobGraph first = job(TestSources.upTo(MIDDLE, RECORDS), 2, settings);
      cluster.submitJob(first).get();
      String middle = lastMatchBeforeTheMiddle();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  Files.exists(alerts())
                      && Files.readString(alerts()).contains(middle)
                      && allTasksRun(cluster, first));
      String savepoints = folder.resolve("savepoints").toUri().toString();
      String savepoint =
          cluster
              .stopWithSavepoint(first.getJobID(), savepoints, false, SavepointFormatType.CANONICAL)
              .get();

      JobGraph second = job(TestSources.upTo(Long.MAX_VALUE, RECORDS), 3, settings);
      second.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
      cluster.executeJobBlocking(second);
    }

    SortedMap<String, String> finals = new TreeMap<>();
    for (String line : Files.readAllLines(alerts())) {
      if (line.contains("\"phase\":\"final\"")) {
        finals.put(line.replaceFirst(".*\"event\":\\{\"id\":\"([0-9a-f]+)\".*", "$1"), line);
      }
    }
    assertThat(finals).isEqualTo(expected);
  }
}
