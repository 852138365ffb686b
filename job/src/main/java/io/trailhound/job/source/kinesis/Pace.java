package io.trailhound.job.source.kinesis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a shard may be read again. The service lets all who read a shard read it five times a second
 * together, and 2 MB a second, and refuses what is more.
 */
final class Pace {
  /** Four times a second: once is left for somebody else. */
  private static final Duration BEHIND = Duration.ofMillis(250);

  private static final Duration AT_THE_END = Duration.ofSeconds(1);
  private static final long BYTES_PER_SECOND = 2_000_000;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Of the next failure. */
  private Duration pause = FIRST_PAUSE;

  /**
   * How long after the beginning of a request that was answered.
   *
   * @param bytes that it brought
   * @param end whether these were the last ones
   */
  Duration answered(long bytes, boolean end) {
    pause = FIRST_PAUSE;
    Duration least = end ? AT_THE_END : BEHIND;
    Duration paid = Duration.ofMillis(bytes * 1000 / BYTES_PER_SECOND);
    return least.compareTo(paid) > 0 ? least : paid;
  }

  /**
   * How long after a request that failed: twice as long each time, half of it by chance, so that
   * those who were refused together don't come again together.
   */
  Duration failed() {
    long half = pause.toMillis() / 2;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half));
  }
}
