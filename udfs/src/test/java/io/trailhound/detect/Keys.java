package io.trailhound.detect;

import io.trailhound.model.KeyGrant;
import io.trailhound.model.KeyHolder;

/** Temporary keys that the tests of actors share. */
final class Keys {
  static final String ROLE = "arn:aws:sts::111122223333:assumed-role/admin/s1";
  static final String SECOND_ROLE = "arn:aws:sts::444455556666:assumed-role/ops/s2";

  private Keys() {}

  /** For an hour. */
  static KeyGrant grant(String key, long from, String caller, String callerKey) {
    KeyGrant grant = new KeyGrant();
    grant.accessKey = key;
    grant.from = from;
    grant.until = from + Given.HOUR;
    grant.eventId = "grant-of-" + key;
    grant.caller = caller;
    grant.callerKey = callerKey;
    grant.named = true;
    return grant;
  }

  static KeyHolder holder(String key, long from, String actor) {
    KeyHolder holder = new KeyHolder();
    holder.accessKey = key;
    holder.from = from;
    holder.until = from + Given.HOUR;
    holder.actor = actor;
    return holder;
  }
}
