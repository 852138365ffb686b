package io.trailhound.job.source.files;

import java.time.Duration;
import java.time.LocalDate;

/**
 * Looks in, out the day long over that is to be looked at again: one in ten looks takes one, in
 * turn. CloudTrail tries for 30 days to deliver a file, but nearly never has to, so that such days
 * are not worth a request at every look.
 */
final class LateDays {
  static final int LOOKS_A_DAY = 10;
  static final int DAYS = 32;

  private long looks;

  /**
   * To be called once for each look.
   *
   * @return null when it's none's turn
   */
  LocalDate next(long now) {
    long turn = looks++ / LOOKS_A_DAY;
    return looks % LOOKS_A_DAY != 0
        ? null
        : LocalDate.ofEpochDay(Duration.ofMillis(now).toDays() - SeenDays.OPEN - turn % DAYS);
  }
}
