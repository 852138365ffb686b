package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformanceTest {
  @ParameterizedTest
  @CsvSource({"1,hashmap", "2,hashmap", "4,hashmap", "1,rocksdb", "2,rocksdb", "4,rocksdb"})
  void theFinalAlertsOfTheVectorsAreExactlyTheExpectedOnes(int parallelism, String stateBackend)
      throws Exception {
    JobRun run =
        JobRun.of(TestSources.files(Vectors.EVENTS), parallelism, JobRun.settings(stateBackend));
    assertThat(Vectors.canonical(run.finals()))
        .containsExactlyInAnyOrderElementsOf(Vectors.expected());
    assertThat(run.leftEarly()).isEmpty();
    assertThat(run.late()).isEmpty();
    assertThat(run.deadLetters()).isEmpty();
  }
}
