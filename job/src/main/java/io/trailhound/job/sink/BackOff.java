package io.trailhound.job.sink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubled with each failure up to a ceiling, and between
 * half of that and all of it, so that many writers don't come back at the same moment.
 */
public final class BackOff {
  static final Duration FIRST = Duration.ofMillis(200);
  static final Duration CEILING = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private int failures;

  public BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** Milliseconds to wait after one more failure. */
  public long next() {
    int doublings = Math.min(failures++, Long.SIZE / 4);
    long most = Math.min(CEILING.toMillis(), FIRST.toMillis() << doublings);
    return most / 2 + random.nextLong(most / 2 + 1);
  }

  public void succeeded() {
    failures = 0;
  }
}
