package io.trailhound.state.archive;

import static io.trailhound.job.Sinks.DEAD_LETTERS;
import static io.trailhound.job.Sinks.LATE;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.cli.Failure;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.source.files.FilesSource;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import io.trailhound.state.savepoint.NewSavepoint;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateException;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;

/**
 * The job's own graph over an archive: its configuration in, a savepoint of the moment when all of
 * before a time is read out, with nothing decided that events to come could still change.
 *
 * <p>A source that ends sends a last watermark, which ends all windows and forgets everything. So
 * this one stays open ({@link FilesSource}), and the job is stopped when every reader has said that
 * it has nothing more.
 */
public final class ArchiveRun {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final JobConfig config;
  private final Instant until;
  private final Path disk;
  private final BooleanSupplier heapIsFull;
  private final PrintWriter out;

  /** Where a job is drawn that runs here and keeps its state in the backend of that name. */
  public interface Flink {
    StreamExecutionEnvironment with(String backend);
  }

  /**
   * @param until the time from which on events are left out
   * @param disk a folder for the savepoint as Flink writes it
   * @param heapIsFull whether there's no room for more state in it
   */
  public ArchiveRun(
      JobConfig config, Instant until, Path disk, BooleanSupplier heapIsFull, PrintWriter out) {
    this.config = config;
    this.until = until;
    this.disk = disk;
    this.heapIsFull = heapIsFull;
    this.out = out;
  }

  /**
   * Reads the archive, and writes what detection knows by then. The state is kept in the heap,
   * which costs half of what a database does; should it not fit there, all begins anew with one on
   * disk.
   *
   * @param savepoint the folder of the new savepoint
   * @throws StateException when there's no event of before the time
   */
  public void save(Flink flink, String savepoint) throws Exception {
    RuleBook rules = TrailhoundJob.prepare(config);
    PartsInProgress letters =
        PartsInProgress.in(
            Stream.of(config.deadLetters(), config.late()).flatMap(Optional::stream).toList());
    if (!save(flink.with("hashmap"), rules, heapIsFull, savepoint)) {
      letters.remove();
      out.println("the state does not fit into the heap; beginning anew with state on disk ...");
      save(flink.with("rocksdb"), rules, () -> false, savepoint);
    }
  }

  /** Returns whether there was room for it. */
  @SuppressWarnings("try") // closing what is at its end doesn't wait
  private boolean save(
      StreamExecutionEnvironment environment,
      RuleBook rules,
      BooleanSupplier isFull,
      String savepoint)
      throws Exception {
    SingleOutputStreamOperator<Decoded> archive = draw(environment, rules);
    try (CloseableIterator<ArchiveCount> counts =
        archive.getSideOutput(Until.COUNTS).collectAsync()) {
      JobClient job = environment.executeAsync("trailhound bootstrap");
      out.println("reading the archive ...");
      Optional<ArchiveCount> count = count(counts, job, environment.getParallelism(), isFull);
      if (count.isEmpty()) {
        return false;
      }
      requireEvents(count.get());
      out.println("writing the savepoint ...");
      keepDetection(stop(job), savepoint);
      LetterCount.lines(result(job)).forEach(line -> out.println(TerminalText.escape(line)));
      out.println(count.get());
      return true;
    }
  }

  /** Returns what is read of the archive. */
  private SingleOutputStreamOperator<Decoded> draw(
      StreamExecutionEnvironment environment, RuleBook rules) {
    SingleOutputStreamOperator<Decoded> archive =
        archive(environment, TrailhoundJob.decoder(config, rules));
    DetectionPipeline.Results results =
        DetectionPipeline.build(archive, rules, config.lookupFiles(), config.lateness());
    results
        .deadLetters()
        .union(results.late())
        .map(new LetterCount.Counting())
        .sinkTo(new DiscardingSink<>())
        .name("Letters, counted")
        .uid("letters");
    keep(config.deadLetters().map(FileSinks::deadLetters), results.deadLetters(), DEAD_LETTERS);
    keep(config.late().map(FileSinks::late), results.late(), LATE);
    results.alerts().sinkTo(new DiscardingSink<>()).name("Alerts, to nowhere").uid("alerts");
    return archive;
  }

  private static void keep(
      Optional<Sink<DeadLetter>> file, DataStream<DeadLetter> letters, String name) {
    file.ifPresent(sink -> letters.sinkTo(sink).setParallelism(1).name(name).uid(name));
  }

  private SingleOutputStreamOperator<Decoded> archive(
      StreamExecutionEnvironment environment, CloudTrailDecoder decoder) {
    return environment
        .fromSource(
            new FilesSource(config.files().until(until), decoder, config.lateness()),
            FilesSource.watermarks(config.lateness()),
            TrailhoundJob.SOURCE)
        .uid("archive")
        .process(new Until(until.toEpochMilli()))
        .name("Until")
        .uid("until");
  }

  /**
   * Waits until every reader has told its own, which is behind all that it has read; or until there
   * is no room for the state: then the job is ended, and nothing is returned.
   */
  @SuppressWarnings("try") // progress is told by itself
  private Optional<ArchiveCount> count(
      CloseableIterator<ArchiveCount> counts, JobClient job, int readers, BooleanSupplier isFull)
      throws Exception {
    CompletableFuture<Optional<ArchiveCount>> all =
        CompletableFuture.supplyAsync(
            () -> count(counts, readers), task -> new Thread(task, "counts").start());
    try (JobProgress progress = new JobProgress(job, "records read", out)) {
      while (!all.isDone() && !isFull.getAsBoolean()) {
        Thread.sleep(LOOK_EVERY.toMillis());
      }
      if (!all.isDone()) {
        end(job);
        var unused = all.handle((count, e) -> count).join(); // of a job that is no more
        return Optional.empty();
      }
    }
    Optional<ArchiveCount> count = all.get();
    if (count.isEmpty()) {
      result(job); // throws what ended it
      throw new StateException("the job over the archive ended before its end.");
    }
    return count;
  }

  private static Optional<ArchiveCount> count(CloseableIterator<ArchiveCount> counts, int readers) {
    ArchiveCount all = ArchiveCount.NOTHING;
    for (int reader = 0; reader < readers; reader++) {
      if (!counts.hasNext()) {
        return Optional.empty();
      }
      all = all.and(counts.next());
    }
    return Optional.of(all);
  }

  private static void end(JobClient job) throws Exception {
    job.cancel().get();
    var unused = job.getJobExecutionResult().handle((result, cancelled) -> result).get();
  }

  private void requireEvents(ArchiveCount count) {
    if (count.taken().count() == 0) {
      throw new StateException(
          "until: the archive has no event of before %s (%s). Right would be: a later time, or an archive that reaches back before it."
              .formatted(until, count));
    }
  }

  /** A short archive is read before the last task has started; Flink says so. */
  private String stop(JobClient job) throws Exception {
    while (true) {
      try {
        return job.stopWithSavepoint(false, "file:" + disk, SavepointFormatType.CANONICAL).get();
      } catch (ExecutionException e) {
        if (isEnding(job)) {
          result(job); // throws what ended it, which says more than that there's no savepoint
        }
        if (!(Failure.rootOf(e) instanceof CheckpointException reason)
            || reason.getCheckpointFailureReason()
                != CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING) {
          throw e;
        }
        Thread.sleep(LOOK_EVERY.toMillis());
      }
    }
  }

  /** A job that has ended takes its cluster along, which can't be asked any more. */
  private static boolean isEnding(JobClient job) throws Exception {
    return job.getJobExecutionResult().isDone() || job.getJobStatus().get() == JobStatus.FAILING;
  }

  private static Map<String, Object> result(JobClient job) throws Exception {
    return job.getJobExecutionResult().get().getAllAccumulatorResults();
  }

  /** Where the archive was read up to, and the rest of what a source keeps, is of no use. */
  private void keepDetection(String whole, String savepoint) throws Exception {
    try (NewSavepoint part = NewSavepoint.detectionOf(Savepoint.open(whole), savepoint, out)) {
      part.finish();
    }
  }
}
