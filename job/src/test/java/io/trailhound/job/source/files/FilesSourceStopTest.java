package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Cuts;
import io.trailhound.job.RunningJob;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.HeldStop;
import io.trailhound.job.source.Overheard;
import io.trailhound.job.source.listing.StartTimeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that watches a folder while files come into it, also while it's stopped. */
class FilesSourceStopTest {
  private static final Duration LATENESS = Duration.ofMinutes(15);

  /** A file is read when two have seen it; the first may have begun before it was written. */
  private static final int LOOKS = 3;

  @TempDir Path folder;
  private HeldStop<?, ?> jobs;

  @BeforeEach
  void begin() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    FilesConfig config = Watching.of(Duration.ofMillis(10), in.toString());
    jobs =
        new HeldStop<>(
            new Overheard<>(new FilesSource(config, StartTimeTest.DECODER, LATENESS)),
            FilesSource.watermarks(LATENESS),
            folder);
  }

  @AfterEach
  void end() {
    Overheard.letLook();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReaderThatWasStoppedIsNotSpokenToAndWhatIsFoundThenComesAfterARestart(boolean drain)
      throws Exception {
    write("a");
    HeldStop.Stopped stopped;
    try (RunningJob job = jobs.start(null)) {
      jobs.awaitRecords(job, 1);
      Overheard.holdLooks();
      write("b");
      stopped = jobs.stop(job, drain, LOOKS);
    }
    assertThat(stopped.said()).isEmpty();
    try (RunningJob job = jobs.start(stopped.savepoint())) {
      jobs.awaitRecords(job, 2);
    }
  }

  @Test
  void readersAreSpokenToBehindASavepointWithoutAStop() throws Exception {
    write("a");
    try (RunningJob job = jobs.start(null)) {
      jobs.awaitRecords(job, 1);
      String unused = job.savepoint(jobs.savepoints());
      write("b");
      jobs.awaitRecords(job, 2);
    }
  }

  private void write(String name) throws IOException {
    String event = StartTimeTest.event("2026-09-01T00:00:00Z");
    Cuts.write(folder.resolve("in").resolve(name + ".ndjson"), List.of(event));
  }
}
