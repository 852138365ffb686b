package io.trailhound.match;

import io.trailhound.model.Actor;
import io.trailhound.model.Caps;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.ExtraFields;
import io.trailhound.model.KeyGrant;
import io.trailhound.rules.HandedOutKeys;
import java.io.Serializable;
import java.time.Duration;

/** Events in; out, of those that handed out temporary credentials, which key to whom. */
final class KeyGrants implements Serializable {
  /** The longest that AWS gives credentials for: 36 h, by GetSessionToken. */
  static final long LONGEST = Duration.ofHours(36).toMillis();

  private static final long serialVersionUID = 1L;

  private final int key;
  private final int expiration;

  /**
   * @param read what the decoder reads
   */
  KeyGrants(ExtraFields read) {
    key = read.slot(HandedOutKeys.KEY);
    expiration = read.slot(HandedOutKeys.EXPIRATION);
  }

  /** The key that {@code event} hands out, or null. */
  KeyGrant of(CloudTrailEvent event) {
    if (event.eventName == null
        || !HandedOutKeys.CALLS.contains(event.eventName)
        || !HandedOutKeys.PROVIDER.equals(event.eventSource)) {
      return null;
    }
    String handedOut = first(event.extras, key);
    if (handedOut == null || handedOut.isEmpty()) {
      return null;
    }
    KeyGrant grant = new KeyGrant();
    grant.accessKey = Caps.key(handedOut);
    grant.from = event.eventTime;
    grant.until = until(event.eventTime, first(event.extras, expiration));
    grant.eventId = Caps.key(event.eventId);
    boolean service = "AWSService".equals(event.userType);
    grant.caller =
        Caps.key(Actor.own(event.userType, event.arn, event.userName, event.principalId));
    grant.named = service || event.arn != null || event.userName != null;
    grant.callerKey =
        Actor.isSession(event.userType, event.accessKeyId) ? Caps.key(event.accessKeyId) : null;
    return service || grant.caller != null ? grant : null;
  }

  private static String first(String[][] extras, int slot) {
    String[] values = extras == null || slot >= extras.length ? null : extras[slot];
    return values == null || values.length == 0 ? null : values[0];
  }

  /** What can't be read, or is longer than AWS gives, counts as the longest. */
  private static long until(long from, String text) {
    long stated = Expiration.read(text);
    return stated < from || stated > from + LONGEST ? from + LONGEST : stated;
  }
}
