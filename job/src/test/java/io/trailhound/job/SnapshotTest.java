package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.sink.FileSinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
  private static final List<String> RECORDS = Vectors.events();
  private static final int MIDDLE = RECORDS.size() / 2;

  @TempDir Path folder;

  private RunningJob start(
      JobRun.Input input, int parallelism, Configuration settings, String savepoint)
      throws Exception {
    return RunningJob.start(
        settings,
        parallelism,
        savepoint,
        env ->
            DetectionPipeline.build(
                    input.in(env),
                    JobRun.RULES,
                    Optional.of(Vectors.ASN_DB.toString()),
                    JobRun.LATENESS)
                .alerts()
                .sinkTo(
                    FileSinks.alerts(
                        alerts().toString(), new EcsAlert(JobRun.RULES.rules(), "test")))
                .setParallelism(1)
                .uid("alerts"));
  }

  private Path alerts() {
    return folder.resolve("alerts.ndjson");
  }

  private String written() throws IOException {
    return Files.exists(alerts()) ? Files.readString(alerts()) : "";
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aSavepointInTheMiddleAndAnotherParallelismGiveTheSameFinalAlerts(String stateBackend)
      throws Exception {
    Configuration settings = JobRun.settings(stateBackend);
    String savepoint;
    try (RunningJob first = start(TestSources.upTo(MIDDLE, RECORDS), 2, settings, null)) {
      // A match alert tells that the job has come so far.
      String middle = Vectors.eventId(RECORDS.get(Vectors.lastMatchBefore(MIDDLE)));
      first.await("an alert", this::written, alerts -> alerts.contains(middle));
      savepoint = first.stop(folder.resolve("savepoints"), false);
    }
    try (RunningJob second =
        start(TestSources.upTo(Long.MAX_VALUE, RECORDS), 3, settings, savepoint)) {
      second.end();
    }
    assertThat(JobRun.documents(alerts())).isEqualTo(JobRun.ofVectors().documents());
  }
}
