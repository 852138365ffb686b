package io.trailhound.detect;

import java.util.concurrent.TimeUnit;

/** Arithmetic on event times in milliseconds; every timer's time is computed here. */
final class Times {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private Times() {}

  /** Start of the epoch-aligned window of {@code size} that holds {@code time}. */
  static long windowStart(long time, long size) {
    return Math.floorDiv(time, size) * size;
  }

  /** Midnight UTC after {@code time}: what expires is cleaned once a day, not once an event. */
  static long endOfDay(long time) {
    return windowStart(time, DAY) + DAY;
  }

  static boolean isMidnight(long time) {
    return Math.floorMod(time, DAY) == 0;
  }

  /** Sum that stays at {@link Long#MAX_VALUE} instead of wrapping: the last watermark is that. */
  static long plus(long time, long duration) {
    return time > Long.MAX_VALUE - duration ? Long.MAX_VALUE : time + duration;
  }

  /** Difference of a watermark, of which the last is behind all and the first before all. */
  static long minus(long watermark, long duration) {
    boolean isEnd = watermark == Long.MAX_VALUE;
    return isEnd || watermark < Long.MIN_VALUE + duration ? watermark : watermark - duration;
  }
}
