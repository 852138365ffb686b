package io.trailhound.job.source;

import io.trailhound.job.RunningJob;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.local.Patience;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Jobs over a source whose stop can be held where the source has stopped and the savepoint isn't
 * complete; and what the source's enumerator says meanwhile.
 *
 * @param folder for what they read, and their savepoints
 */
public record HeldStop<S extends SourceSplit, C>(
    Overheard<S, C> source, WatermarkStrategy<Decoded> watermarks, Path folder) {
  private static final int READERS = 4;

  /**
   * @param said to readers since they were stopped
   */
  public record Stopped(List<String> said, String savepoint) {}

  /**
   * @param savepoint where to go on; null to begin
   */
  public RunningJob start(String savepoint) throws Exception {
    return RunningJob.start(
        new Configuration(),
        READERS,
        savepoint,
        env ->
            env.fromSource(source, watermarks, "cloudtrail")
                .uid("source")
                .map(new Hold())
                .setParallelism(1)
                .uid("hold")
                .sinkTo(FileSinks.deadLetters(out().toString()))
                .setParallelism(1)
                .uid("sink"));
  }

  private Path out() {
    return folder.resolve("out");
  }

  public void awaitRecords(RunningJob job, long count) {
    long unused = job.await("records", this::lines, lines -> lines == count);
  }

  private long lines() throws IOException {
    if (!Files.exists(out())) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(out())) {
      return lines.count();
    }
  }

  public Path savepoints() {
    return folder.resolve("savepoints");
  }

  /**
   * Stops a job whose enumerator's looks are held, and lets it look while the stop is held.
   *
   * @param looks so often
   */
  public Stopped stop(RunningJob job, boolean drain, int looks) {
    Hold.begins = new CompletableFuture<>();
    Hold.ends = new CountDownLatch(1);
    try {
      CompletableFuture<String> stop = CompletableFuture.supplyAsync(() -> stop(job, drain));
      CompletableFuture.anyOf(Hold.begins, stop).join();
      int before = Overheard.looks();
      Overheard.letLook();
      int unused = Patience.await("looks", Overheard::looks, seen -> seen >= before + looks);
      List<String> said = Overheard.said();
      Hold.ends.countDown();
      return new Stopped(said, stop.join());
    } finally {
      Hold.ends.countDown();
    }
  }

  private String stop(RunningJob job, boolean drain) {
    try {
      return job.stop(savepoints(), drain);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private static final class Hold extends RichMapFunction<Decoded, DeadLetter>
      implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private static volatile CompletableFuture<Void> begins = new CompletableFuture<>();
    private static volatile CountDownLatch ends = new CountDownLatch(0);

    @Override
    public DeadLetter map(Decoded record) {
      return new DeadLetter("read", "", "", new byte[0]);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws InterruptedException {
      begins.complete(null);
      ends.await();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
  }
}
