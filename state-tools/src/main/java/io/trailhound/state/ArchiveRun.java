package io.trailhound.state;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.source.FilesSource;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;

/**
 * The job's own graph over an archive: its configuration in, a savepoint of the moment when all is
 * read out, with nothing decided that events to come could still change.
 *
 * <p>A source that ends sends a last watermark, which ends all windows and forgets everything. So
 * behind the archive comes a second source that never ends, and whose one record is none: when its
 * dead letter comes out, all of the archive went in.
 */
final class ArchiveRun {
  private static final String END = "the end of the archive";
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final JobConfig config;
  private final Instant until;
  private final Scratch disk;
  private final PrintWriter out;

  /**
   * @param until the time from which on events are left out
   * @param disk for the savepoint, and for state while the job runs
   */
  ArchiveRun(JobConfig config, Instant until, Scratch disk, PrintWriter out) {
    this.config = config;
    this.until = until;
    this.disk = disk;
    this.out = out;
  }

  @SuppressWarnings("try") // closing what is at its end doesn't wait
  String savepoint() throws Exception {
    RuleBook rules = TrailhoundJob.prepare(config);
    StreamExecutionEnvironment environment = environment();
    DetectionPipeline.Results results =
        DetectionPipeline.build(
            archive(environment, TrailhoundJob.decoder(config, rules)),
            rules,
            config.asnFile(),
            config.lateness());
    results.alerts().sinkTo(new DiscardingSink<>()).name("Alerts, to nowhere").uid("alerts");
    try (CloseableIterator<DeadLetter> letters = results.deadLetters().collectAsync()) {
      JobClient job = environment.executeAsync("trailhound bootstrap");
      out.println("reading the archive ...");
      try (JobProgress progress = new JobProgress(job, "records read", out)) {
        awaitEnd(letters);
      }
      String savepoint = stop(job);
      out.println("writing the savepoint ...");
      return savepoint;
    }
  }

  /** A short archive is read before the last task has started; Flink says so. */
  private String stop(JobClient job) throws Exception {
    while (true) {
      try {
        return job.stopWithSavepoint(false, "file:" + disk.folder(), SavepointFormatType.CANONICAL)
            .get();
      } catch (ExecutionException e) {
        if (!(StateMain.root(e) instanceof CheckpointException reason)
            || reason.getCheckpointFailureReason()
                != CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING) {
          throw e;
        }
        Thread.sleep(LOOK_EVERY.toMillis());
      }
    }
  }

  private void awaitEnd(CloseableIterator<DeadLetter> letters) {
    Progress unreadable = new Progress("unreadable records", out);
    while (letters.hasNext()) {
      DeadLetter letter = letters.next();
      if (letter.source().contains(marker().getFileName().toString())) {
        unreadable.end();
        return;
      }
      unreadable.one();
    }
    throw new StateException("the job over the archive ended before its end.");
  }

  private Path marker() {
    return disk.folder().resolve("end-of-archive.ndjson");
  }

  private DataStream<Decoded> archive(
      StreamExecutionEnvironment environment, CloudTrailDecoder decoder) throws IOException {
    Files.writeString(marker(), END + System.lineSeparator());
    FilesConfig end = FilesConfig.of(marker().toString()).watching(LOOK_EVERY);
    HybridSource<Decoded> source =
        HybridSource.builder(new FilesSource(config.files(), decoder, config.lateness()))
            .addSource(new FilesSource(end, decoder, config.lateness()))
            .build();
    return environment
        .fromSource(
            source,
            FilesSource.watermarks(config.lateness()),
            TrailhoundJob.SOURCE,
            TypeInformation.of(Decoded.class))
        .uid("archive")
        .filter(new Before(until.toEpochMilli()))
        .name("Until")
        .uid("until");
  }

  private StreamExecutionEnvironment environment() {
    Configuration settings = disk.settings();
    settings.setString("state.backend.type", "rocksdb");
    // Kept in memory, a savepoint fails when an operator's state is larger than 5 MB.
    settings.setString("execution.checkpointing.storage", "filesystem");
    settings.setString("execution.checkpointing.dir", "file:" + disk.folder());
    settings.setString("restart-strategy.type", "none");
    settings.setString("pipeline.object-reuse", "true");
    settings.setString("pipeline.generic-types", "false");
    settings.setString("taskmanager.memory.managed.size", "256m");
    int parallelism = config.parallelism().orElse(Runtime.getRuntime().availableProcessors());
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
  }

  /** What is no event goes on, to the dead letters. */
  private static final class Before extends RichFilterFunction<Decoded> {
    private static final long serialVersionUID = 1L;

    private final long time;
    private transient LongCounter records;

    Before(long time) {
      this.time = time;
    }

    @Override
    public void open(OpenContext context) {
      records = JobProgress.counter(getRuntimeContext());
    }

    @Override
    public boolean filter(Decoded record) {
      records.add(1);
      return record.event() == null || record.event().eventTime < time;
    }
  }
}
