package io.trailhound.job.source.kafka;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;

/** How far a partition is read, and how long it has brought no event. */
final class PartitionState extends KafkaPartitionSplitState {
  private long active = System.nanoTime();
  private boolean idle;

  PartitionState(KafkaPartitionSplit partition) {
    super(partition);
  }

  /** An event has come. */
  void active() {
    active = System.nanoTime();
    idle = false;
  }

  /** Somebody has written what isn't read yet, or may have. */
  void unread() {
    idle = false;
  }

  /**
   * At {@code time}, all was read.
   *
   * @param idleness in ns
   */
  void readToEnd(long time, long idleness) {
    idle |= time - active >= idleness;
  }

  boolean isIdle() {
    return idle;
  }
}
