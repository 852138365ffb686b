package io.trailhound.benchmarks.workload;

import java.time.Duration;

/**
 * Numbers of records in; out, which credentials a session has there, and to whom a call hands some
 * out. A session takes new ones when the old ones expire. Each of the busiest has a stretch of
 * records of its own at which it does, so that who takes which follows from a record's number.
 */
final class Credentials {
  /** What most roles give at the longest. */
  static final Duration LAST = Duration.ofHours(12);

  /** So many sessions have them from calls in the trail, unless there are fewer. */
  private static final long SESSIONS = 500;

  private final long records;
  private final long stretch;

  Credentials(Workload workload) {
    long sessions = Math.min(SESSIONS, workload.principals());
    long all = workload.events() * LAST.toMillis() / Workload.SPAN.toMillis();
    stretch = Math.max(1, all / sessions);
    records = stretch * sessions;
  }

  /** Which ones {@code session} has at a record. */
  long of(long session, long number) {
    return (number + records - session * stretch % records) / records;
  }

  /** The number of the record at which {@code session} got the ones with that number. */
  long begin(long session, long which) {
    return which * records - records + session * stretch % records;
  }

  /** Who gets some at a record. */
  long session(long number) {
    return number % records / stretch;
  }

  /** The first record at which the same one does. */
  long begin(long number) {
    return number - number % stretch;
  }
}
