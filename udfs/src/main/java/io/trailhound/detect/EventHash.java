package io.trailhound.detect;

import io.trailhound.model.Hash128;
import java.util.HexFormat;

/**
 * An event id in 16 bytes: rare_ratio remembers every event of the open hours, to count each once.
 * CloudTrail's ids are UUIDs and fit as they are; others are hashed.
 */
public record EventHash(long high, long low) {
  private static final int UUID_LENGTH = 36;

  public static EventHash of(String eventId) {
    EventHash uuid = eventId.length() == UUID_LENGTH ? parse(eventId) : null;
    if (uuid != null) {
      return uuid;
    }
    String hash = Hash128.hex(eventId);
    return new EventHash(
        HexFormat.fromHexDigitsToLong(hash, 0, 16), HexFormat.fromHexDigitsToLong(hash, 16, 32));
  }

  /** Null where it isn't a lower-case UUID: two spellings of one must not meet. */
  private static EventHash parse(String text) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
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
    return new EventHash(high, low);
  }
}
