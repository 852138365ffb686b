package io.trailhound.job.source.kinesis;

import java.util.List;

/** What comes of a shard, on the way from the reading thread to the task. */
sealed interface ShardItem {

  /**
   * A record as its producer wrote it.
   *
   * @param sequence of the record that carried it
   * @param number among those in that record, from 0
   * @param last whether it's the last of them
   * @param arrival when the service got it, milliseconds
   */
  record UserRecord(byte[] data, String sequence, int number, boolean last, long arrival)
      implements ShardItem {}

  /**
   * Behind the records: whether these were all that the shard had.
   *
   * @param asked when the service was asked, by {@link System#nanoTime}
   * @param time the same in milliseconds
   */
  record ReadTo(boolean end, long asked, long time) implements ShardItem {}

  /** The shard has ended. */
  record End(List<String> children) implements ShardItem {}
}
