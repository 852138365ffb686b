package io.trailhound.state;

import static org.awaitility.Awaitility.await;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.JobRun;
import io.trailhound.job.RunningJob;
import io.trailhound.job.TestSources;
import io.trailhound.job.Vectors;
import io.trailhound.job.sink.FileSinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The real graph over the vectors, stopped with a savepoint or started from one. */
final class VectorsJob {
  static final List<String> RECORDS = Vectors.events();

  private VectorsJob() {}

  /** Runs from the beginning to some record, and stops; returns the savepoint. */
  static String untilRecord(
      int before, String backend, SavepointFormatType format, Path alerts, Path folder)
      throws Exception {
    int last = Vectors.lastMatchBefore(before);
    String id = Vectors.eventId(RECORDS.get(last));
    try (RunningJob job =
        RunningJob.start(
            JobRun.settings(backend),
            2,
            null,
            env -> draw(env, TestSources.upTo(last + 1, RECORDS), alerts))) {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Files.exists(alerts) && Files.readString(alerts).contains(id));
      return job.stop(folder.resolve("savepoints"), false, format);
    }
  }

  /** Runs from a savepoint to the end of the vectors. */
  static void toTheEnd(String savepoint, String backend, int parallelism, Path alerts)
      throws Exception {
    toTheEnd(RECORDS, savepoint, backend, parallelism, alerts);
  }

  static void toTheEnd(
      List<String> records, String savepoint, String backend, int parallelism, Path alerts)
      throws Exception {
    try (RunningJob job =
        RunningJob.start(
            JobRun.settings(backend),
            parallelism,
            savepoint,
            env -> draw(env, TestSources.upTo(Long.MAX_VALUE, records), alerts))) {
      job.end();
    }
  }

  private static void draw(StreamExecutionEnvironment env, JobRun.Input input, Path alerts) {
    EcsAlert documents = new EcsAlert(JobRun.RULES.rules(), "test");
    DetectionPipeline.build(
            input.in(env), JobRun.RULES, Optional.of(Vectors.ASN_DB.toString()), JobRun.LATENESS)
        .alerts()
        .sinkTo(FileSinks.alerts(alerts.toString(), documents))
        .setParallelism(1)
        .uid("alerts");
  }
}
