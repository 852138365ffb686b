package io.trailhound.job.source.kafka;

import io.trailhound.job.source.SplitSilence;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;

/** How far a partition is read, and how long it has brought no event. */
final class PartitionState extends KafkaPartitionSplitState {
  private final SplitSilence silence;

  PartitionState(KafkaPartitionSplit partition, SplitSilence silence) {
    super(partition);
    this.silence = silence;
  }

  SplitSilence silence() {
    return silence;
  }
}
