package io.trailhound.model;

import java.util.UUID;

/** The text of a UUID in, its 128 bits out: what CloudTrail's event ids are. */
public final class Uuids {
  private static final int LENGTH = 36;

  private Uuids() {}

  /**
   * Null where it isn't a lower-case UUID, whose {@link UUID#toString} gives the same text again:
   * two spellings of one must not meet.
   */
  public static UUID parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return null;
        }
        continue;
      }
      int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) {
        return null;
      }
      high = high << 4 | low >>> 60;
      low = low << 4 | digit;
    }
    return new UUID(high, low);
  }
}
