package io.trailhound.state;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.JobRun;
import io.trailhound.job.RunningJob;
import io.trailhound.job.TestSources;
import io.trailhound.job.Vectors;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.local.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The real graph over the vectors, stopped with a savepoint or started from one. What several tests
 * look at is made once.
 */
final class VectorsJob {
  static final List<String> RECORDS = Vectors.events();
  static final int HALF = RECORDS.size() / 2;

  private static final Map<String, Stopped> STOPPED = new HashMap<>();
  private static SortedMap<String, String> expected;

  /** A job that was stopped: its savepoint, and the file of the alerts that were out by then. */
  record Stopped(String savepoint, Path alerts) {}

  private VectorsJob() {}

  /** The final alerts of one run over all of the vectors, by id. */
  static synchronized SortedMap<String, String> expected() throws Exception {
    if (expected == null) {
      expected =
          JobRun.of(TestSources.files(Vectors.EVENTS), 2, JobRun.settings("hashmap")).documents();
    }
    return expected;
  }

  /** A job that ran from the beginning to some record; for all tests, which only read it. */
  static synchronized Stopped stoppedAt(int before, String backend, SavepointFormatType format)
      throws Exception {
    String name = before + "-" + backend + "-" + format;
    if (!STOPPED.containsKey(name)) {
      STOPPED.put(name, stop(before, backend, format, Files.createTempDirectory(name)));
    }
    return STOPPED.get(name);
  }

  private static Stopped stop(int before, String backend, SavepointFormatType format, Path folder)
      throws Exception {
    Path alerts = folder.resolve("alerts.ndjson");
    int last = Vectors.lastMatchBefore(before);
    String id = Vectors.eventId(RECORDS.get(last));
    try (RunningJob job =
        RunningJob.start(
            JobRun.settings(backend),
            2,
            null,
            env -> draw(env, TestSources.upTo(last + 1, RECORDS), alerts))) {
      String unused =
          Patience.await(
              "the alert of record " + last,
              () -> Files.readString(alerts),
              written -> written.contains(id));
      return new Stopped(job.stop(folder.resolve("savepoints"), false, format), alerts);
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
