package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
  @ParameterizedTest
  @ValueSource(strings = {"Java heap space", "GC overhead limit exceeded"})
  void saysHowToGiveMoreHeapWhereThereWasTooLittle(String message) {
    Throwable inATask = new IllegalStateException("job failed", new OutOfMemoryError(message));

    assertThat(Failure.of(inATask, "run").message())
        .startsWith("run failed: OutOfMemoryError: " + message + ". Right would be: more of it,")
        .contains("TRAILHOUND_JAVA_OPTS=-Xmx8g");
  }

  /** Of which Java has kinds that no option of the heap gives. */
  @Test
  void saysNothingOfTheHeapWhereOtherMemoryIsMissing() {
    OutOfMemoryError threads = new OutOfMemoryError("unable to create native thread");

    assertThat(Failure.of(threads, "run").message()).doesNotContain("-Xmx");
  }
}
