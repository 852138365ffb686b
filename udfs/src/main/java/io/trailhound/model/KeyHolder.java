package io.trailhound.model;

import java.util.Objects;

/** Who is behind a temporary key, as far back as the trail shows it. */
public final class KeyHolder {
  public String accessKey;

  /** When the key was handed out and when it expires, milliseconds. */
  public long from;

  public long until;

  /** Null when a service got it for itself: nobody is behind it. */
  public String actor;

  public KeyHolder() {}

  /** Whether {@code other} says the same. */
  public boolean says(KeyHolder other) {
    return other != null
        && from == other.from
        && until == other.until
        && Objects.equals(actor, other.actor);
  }

  /** Whether the key could be used at {@code time}, milliseconds. */
  public boolean covers(long time) {
    return from <= time && time <= until;
  }
}
