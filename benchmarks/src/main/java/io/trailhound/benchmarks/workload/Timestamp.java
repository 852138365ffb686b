package io.trailhound.benchmarks.workload;

import java.time.LocalDate;

/** Milliseconds in, {@code 2026-09-01T12:34:56Z} out. */
final class Timestamp {
  private static final long DAY = 86_400;

  private Timestamp() {}

  static void write(long millis, RecordBuffer out) {
    long seconds = Math.floorDiv(millis, 1_000L);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY));
    long second = Math.floorMod(seconds, DAY);
    out.digits(date.getYear(), 4).put('-').digits(date.getMonthValue(), 2).put('-');
    out.digits(date.getDayOfMonth(), 2).put('T').digits(second / 3_600, 2).put(':');
    out.digits(second / 60 % 60, 2).put(':').digits(second % 60, 2).put('Z');
  }
}
