package io.trailhound.detect;

import io.trailhound.model.Hash128;
import io.trailhound.model.Uuids;
import java.util.HexFormat;
import java.util.UUID;

/**
 * An event id in 16 bytes: rare_ratio remembers every event of the open hours, to count each once.
 * CloudTrail's ids are UUIDs and fit as they are; others are hashed.
 */
public record EventHash(long high, long low) {
  public static EventHash of(String eventId) {
    UUID uuid = Uuids.parse(eventId);
    if (uuid != null) {
      return new EventHash(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
    String hash = Hash128.hex(eventId);
    return new EventHash(
        HexFormat.fromHexDigitsToLong(hash, 0, 16), HexFormat.fromHexDigitsToLong(hash, 16, 32));
  }

  /** The id of a UUID; of others what stands for it. */
  String text() {
    return new UUID(high, low).toString();
  }
}
