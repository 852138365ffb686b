package io.trailhound.model;

/**
 * Temporary credentials that STS handed out, as the record of the call tells it: which key, until
 * when, and to whom.
 */
public final class KeyGrant {
  /** {@code responseElements.credentials.accessKeyId}. */
  public String accessKey;

  /** Event time of the call, and when the credentials expire; milliseconds. */
  public long from;

  public long until;

  public String eventId;

  /** The caller as {@link Actor#own} names it; null when a service called for itself. */
  public String caller;

  /** The temporary key that the caller used; null when it used none. */
  public String callerKey;

  /** Whether the record says whose call it was; another account's record has a number only. */
  public boolean named;

  public KeyGrant() {}

  /**
   * Whether this record of a key decides and not {@code other}: the first one. A call to another
   * account's role is recorded in both with one time, and one of them knows the caller.
   */
  public boolean decidesBefore(KeyGrant other) {
    if (from != other.from) {
      return from < other.from;
    }
    return named == other.named ? eventId.compareTo(other.eventId) < 0 : named;
  }

  /** Whether the key could be used at {@code time}, milliseconds. */
  public boolean covers(long time) {
    return from <= time && time <= until;
  }
}
