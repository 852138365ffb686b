package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The final alerts are a function of the set of events: the vectors in other orders, with other
 * duplicates and in other files give the same documents to the byte, and no late event.
 */
class InvarianceTest {
  private static final List<String> RECORDS = Vectors.events();
  private static final SortedMap<String, String> AS_THEY_CAME = JobRun.ofVectors().documents();

  private static void assertSame(Path folder, int parallelism) throws Exception {
    JobRun run = JobRun.of(TestSources.files(folder), parallelism, JobRun.settings("hashmap"));
    assertThat(run.leftEarly()).isEmpty();
    assertThat(run.late()).isEmpty();
    assertThat(run.deadLetters()).isEmpty();
    assertThat(run.documents()).isNotEmpty().isEqualTo(AS_THEY_CAME);
  }

  @Test
  void anotherOrderWithinTheBoundInOneFile(@TempDir Path folder) throws Exception {
    Cuts.oneFile(Cuts.shuffled(RECORDS, JobRun.LATENESS, 1), folder);
    assertSame(folder, 2);
  }

  @Test
  void hundredsOfFilesOverAccountsRegionsAndDays(@TempDir Path folder) throws Exception {
    int files =
        Cuts.cloudTrail(Cuts.shuffled(RECORDS, JobRun.LATENESS, 2), Duration.ofDays(1), folder);
    assertThat(files).isGreaterThan(300);
    assertSame(folder, 1);
    assertSame(folder, 4);
  }

  @Test
  void twentyFilesThatAllSpanTheWholePeriod(@TempDir Path folder) throws Exception {
    Cuts.spanning(Cuts.shuffled(RECORDS, JobRun.LATENESS, 3), 20, folder);
    assertSame(folder, 1);
    assertSame(folder, 4);
  }
}
