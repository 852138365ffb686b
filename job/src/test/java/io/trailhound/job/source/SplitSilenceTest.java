package io.trailhound.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.junit.jupiter.api.Test;

class SplitSilenceTest {
  private static final long IDLENESS = 1_000_000_000L;

  private final Output reader = new Output();
  private final Output split = new Output();
  private final WatermarkHolders holders = new WatermarkHolders();
  private final SplitSilence silence = new SplitSilence(IDLENESS, holders);

  /** Of a reader or a split; knows what it was told last. */
  private static final class Output implements ReaderOutput<Object> {
    private boolean idle;
    private Output toCome;

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }

    @Override
    public SourceOutput<Object> createOutputForSplit(String split) {
      toCome = toCome == null ? new Output() : toCome;
      return toCome;
    }

    @Override
    public void releaseOutputForSplit(String split) {}

    @Override
    public void collect(Object record) {}

    @Override
    public void collect(Object record, long time) {}

    @Override
    public void emitWatermark(Watermark watermark) {}
  }

  private static long later() {
    return System.nanoTime() + 2 * IDLENESS;
  }

  @Test
  void isIdleWhenItWasReadToItsEndAfterTheTimeWithoutAnEvent() {
    silence.event(split);
    silence.end(true, later(), split);

    assertThat(silence.isIdle()).isTrue();
    assertThat(split.idle).isTrue();
  }

  @Test
  void isNotIdleBeforeThatTimeIsOver() {
    SplitSilence longer = new SplitSilence(3600 * IDLENESS, holders);
    longer.event(split);
    longer.end(true, System.nanoTime(), split);

    assertThat(longer.isIdle()).isFalse();
  }

  /** The answer was asked for before the event came. */
  @Test
  void isNotIdleByAnAnswerThatIsOlderThanItsLastEvent() {
    long asked = System.nanoTime() - 2 * IDLENESS;
    silence.event(split);
    silence.end(true, asked, split);

    assertThat(silence.isIdle()).isFalse();
  }

  @Test
  void isNoLongerIdleWhenThereMayBeUnreadMessages() {
    silence.end(true, later(), split);
    silence.end(false, later(), split);

    assertThat(silence.isIdle()).isFalse();
    assertThat(split.idle).isFalse();
  }

  @Test
  void isNoLongerIdleWithAnEvent() {
    silence.end(true, later(), split);
    silence.event(split);

    assertThat(silence.isIdle()).isFalse();
    assertThat(split.idle).isFalse();
  }

  @Test
  void theReaderIsIdleWhenAllItsSplitsAreAndItHasAll() {
    holders.start(reader);
    silence.end(true, later(), split);
    assertThat(reader.idle).as("others may come").isFalse();

    holders.allAssigned();
    assertThat(reader.idle).isTrue();
    assertThat(reader.toCome.idle).isTrue();

    silence.event(split);
    assertThat(reader.idle).isFalse();
  }

  @Test
  void whatIsExpectedHoldsTheWatermarkUntilItIsThere() {
    holders.start(reader);
    holders.allAssigned();
    holders.expect();
    holders.expect();
    silence.over();
    assertThat(reader.idle).isFalse();
    assertThat(reader.toCome.idle).isFalse();

    holders.expected();
    assertThat(reader.toCome.idle).as("one of two").isFalse();

    holders.expected();
    assertThat(reader.idle).isTrue();
    assertThat(reader.toCome.idle).isTrue();
  }
}
