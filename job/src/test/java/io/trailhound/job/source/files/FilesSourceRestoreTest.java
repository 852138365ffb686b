package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.Cuts;
import io.trailhound.job.RunningJob;
import io.trailhound.job.Vectors;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failure in the middle, and a restore with another parallelism: every event once. */
class FilesSourceRestoreTest {
  private static final Duration LATENESS = Duration.ofMinutes(15);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1,1", "2,4", "4,1"})
  void goesOnWhereTheLastCheckpointWas(int before, int after) throws Exception {
    List<String> events = Vectors.events();
    Cuts.spanning(events, 20, folder.resolve("in"));

    String checkpoint;
    try (RunningJob failing = start(before, null)) {
      // Which exception is the job's hangs on what came first: when a task has failed, the
      // enumerator may find it gone before the task's own exception arrives.
      assertThatThrownBy(failing::end).isInstanceOf(ExecutionException.class);
      checkpoint = failing.lastCheckpoint();
    }
    assertThat(written()).hasSizeBetween(1, events.size() - 1);

    try (RunningJob second = start(after, checkpoint)) {
      second.end();
    }
    assertThat(written()).hasSameSizeAs(events).doesNotHaveDuplicates();
  }

  private RunningJob start(int parallelism, String checkpoint) throws Exception {
    Configuration settings = new Configuration();
    settings.setString("restart-strategy.type", "none");
    settings.setString("execution.checkpointing.interval", "20 ms");
    settings.setString("execution.checkpointing.dir", "file:" + folder.resolve("checkpoints"));
    settings.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    return RunningJob.start(
        settings, parallelism, checkpoint, env -> draw(env, checkpoint == null));
  }

  private void draw(StreamExecutionEnvironment env, boolean fails) {
    FilesSource source =
        new FilesSource(
            FilesConfig.of(folder.resolve("in").toString()), StartTimeTest.DECODER, LATENESS);
    env.fromSource(source, FilesSource.watermarks(LATENESS), "cloudtrail")
        .uid("source")
        .map(new Failing(fails))
        .uid("fail")
        .sinkTo(FileSinks.deadLetters(folder.resolve("out.ndjson").toString()))
        .setParallelism(1)
        .disableChaining() // chained, a reader that had ended would not restore with one that runs
        .uid("sink");
  }

  private List<String> written() throws IOException {
    return Files.readAllLines(folder.resolve("out.ndjson"));
  }

  /**
   * The position of every record in; when it has to fail, it does so some way behind a checkpoint.
   */
  private static final class Failing extends RichMapFunction<Decoded, DeadLetter>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final int SOME = 500;
    private final boolean fails;
    private int records;
    private int atCheckpoint = Integer.MAX_VALUE - SOME;

    Failing(boolean fails) {
      this.fails = fails;
    }

    @Override
    public DeadLetter map(Decoded record) {
      records++;
      if (fails && records > SOME / 5 + atCheckpoint) {
        throw new IllegalStateException("meant to fail");
      }
      if (fails && records > SOME) {
        // Leaves a checkpoint time to come, the more the longer it takes.
        LockSupport.parkNanos(10_000L * (records - SOME));
      }
      return new DeadLetter("read", "", record.event().where(), new byte[0]);
    }

    @Override
    public void notifyCheckpointComplete(long id) {
      if (records > SOME && atCheckpoint > records) {
        atCheckpoint = records;
      }
    }
  }
}
