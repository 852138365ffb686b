package io.trailhound.model;

/**
 * Under which id an event counts where it's about which rules matched: once for each of them. No
 * rule's name has the sign between.
 */
public final class MatchedId {
  private static final char SIGN = '#';

  private MatchedId() {}

  public static String of(String eventId, String rule) {
    return eventId + SIGN + rule;
  }

  /** The event's own. */
  public static String eventId(String id) {
    int end = id.lastIndexOf(SIGN);
    return end < 0 ? id : id.substring(0, end);
  }
}
