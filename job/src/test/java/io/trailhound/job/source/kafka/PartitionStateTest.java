package io.trailhound.job.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionStateTest {
  private static final long IDLENESS = 1_000_000_000L;

  private final PartitionState partition =
      new PartitionState(new KafkaPartitionSplit(new TopicPartition("trail", 0), 0));

  @Test
  void isIdleWhenItWasReadToItsEndAfterTheTimeWithoutAnEvent() {
    partition.active();
    partition.readToEnd(System.nanoTime() + 2 * IDLENESS, IDLENESS);

    assertThat(partition.isIdle()).isTrue();
  }

  @Test
  void isNotIdleBeforeThatTimeIsOver() {
    partition.active();
    partition.readToEnd(System.nanoTime(), 3600 * IDLENESS);

    assertThat(partition.isIdle()).isFalse();
  }

  /** The answer was asked for before the event came. */
  @Test
  void isNotIdleByAnAnswerThatIsOlderThanItsLastEvent() {
    long asked = System.nanoTime() - 2 * IDLENESS;
    partition.active();
    partition.readToEnd(asked, IDLENESS);

    assertThat(partition.isIdle()).isFalse();
  }

  @Test
  void isNoLongerIdleWhenThereMayBeUnreadMessages() {
    partition.readToEnd(System.nanoTime() + 2 * IDLENESS, IDLENESS);
    partition.unread();

    assertThat(partition.isIdle()).isFalse();
  }

  @Test
  void isNoLongerIdleWithAnEvent() {
    partition.readToEnd(System.nanoTime() + 2 * IDLENESS, IDLENESS);
    partition.active();

    assertThat(partition.isIdle()).isFalse();
  }
}
