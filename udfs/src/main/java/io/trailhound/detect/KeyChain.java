package io.trailhound.detect;

import io.trailhound.model.Group;
import io.trailhound.model.KeyGrant;
import java.util.ArrayList;
import java.util.List;

/** From a key that was handed out back to the one that it was asked for with, and so on. */
final class KeyChain {
  /** How many times a session is followed to the one that it came from. */
  static final int MOST_HOPS = 8;

  /** Of the key itself, of the one that it was asked for with, and so on; the last may be null. */
  private final List<String> callers = new ArrayList<>();

  private KeyGrant link;
  private String actor;
  private boolean certain = true;
  private boolean ended;

  KeyChain(KeyGrant grant) {
    add(grant);
  }

  private void add(KeyGrant grant) {
    link = grant;
    certain &= grant.named;
    add(grant.caller);
  }

  private void add(String caller) {
    callers.add(caller);
    actor = caller == null ? actor : caller;
  }

  /** The key of which the call that handed it out is asked for next; null at the end. */
  String next() {
    return ended || hops() >= MOST_HOPS ? null : link.callerKey;
  }

  private int hops() {
    return callers.size() - 1;
  }

  /**
   * Goes back to the call that handed out {@link #next}.
   *
   * @param grant null when the trail doesn't show it
   * @param behind {@link #behind} of it, where that is settled; else null
   */
  void follow(KeyGrant grant, String behind) {
    if (grant == null || !grant.covers(link.from)) {
      certain = false;
      ended = true;
      return;
    }
    add(grant);
    if (behind != null) {
      ended = true;
      for (String caller : Group.split(behind)) {
        if (hops() < MOST_HOPS) {
          add(caller);
        }
      }
    }
  }

  /** All callers but the key's own; null when there are none. */
  String behind() {
    return hops() == 0
        ? null
        : Group.join(callers.subList(1, callers.size()).toArray(String[]::new));
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
