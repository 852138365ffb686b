package io.trailhound.detect;

import io.trailhound.model.KeyGrant;

/** From a key that was handed out back to the one that it was asked for with, and so on. */
final class KeyChain {
  private KeyGrant link;
  private String actor;
  private boolean certain;
  private boolean ended;
  private int hops;

  KeyChain(KeyGrant grant) {
    link = grant;
    actor = grant.caller;
    certain = grant.named;
  }

  /** The key of which the call that handed it out is asked for next; null at the beginning. */
  String next() {
    return ended ? null : link.callerKey;
  }

  /**
   * Goes back to the call that handed out {@link #next}.
   *
   * @param grant null when the trail doesn't show it
   */
  void follow(KeyGrant grant) {
    hops++;
    if (grant == null || !grant.covers(link.from)) {
      certain = false;
      ended = true;
      return;
    }
    certain &= grant.named;
    actor = grant.caller == null ? actor : grant.caller;
    link = grant;
  }

  int hops() {
    return hops;
  }

  /** Who is at the beginning, as far as it was followed; null when a service asked for itself. */
  String actor() {
    return actor;
  }

  /** Whether no record that is still to come tells more; a key is handed out once. */
  boolean isCertain() {
    return certain;
  }
}
