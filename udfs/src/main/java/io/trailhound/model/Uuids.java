package io.trailhound.model;

import java.util.Arrays;
import java.util.UUID;

/** The text of a UUID in, its 128 bits out: what CloudTrail's event ids are. */
public final class Uuids {
  private static final int LENGTH = 36;

  /** By character; -1 for those that are none, and for all behind the last. */
  private static final byte[] DIGITS = new byte['f' + 2];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      DIGITS[Character.forDigit(digit, 16)] = (byte) digit;
    }
  }

  private Uuids() {}

  /**
   * Null where it isn't a lower-case UUID, whose {@link UUID#toString} gives the same text again:
   * two spellings of one must not meet.
   */
  public static UUID parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    long first = digits(text, 0, 8);
    long second = digits(text, 9, 13);
    long third = digits(text, 14, 18);
    long fourth = digits(text, 19, 23);
    long fifth = digits(text, 24, LENGTH);
    if ((first | second | third | fourth | fifth) < 0 || !isParted(text)) {
      return null;
    }
    return new UUID(first << 32 | second << 16 | third, fourth << 48 | fifth);
  }

  private static boolean isParted(String text) {
    return text.charAt(8) == '-'
        && text.charAt(13) == '-'
        && text.charAt(18) == '-'
        && text.charAt(23) == '-';
  }

  /**
   * At most twelve digits as a number, negative where others are among them. Nothing is asked of
   * each: what a processor expects of chance is wrong at every third.
   */
  private static long digits(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 4 | DIGITS[Math.min(text.charAt(i), DIGITS.length - 1)];
    }
    return number;
  }
}
