package io.trailhound.detect;

import io.trailhound.model.Activity;

/** What was heard of an account in a region within a minute of event time. */
public final class Heard {
  /** Whose trail it is: {@code recipientAccountId}, else the caller's. */
  public String account;

  public String region;

  /** Time of the first event, milliseconds. */
  public long first;

  /** Time and id of the last event; of several at the same time the one with the largest id. */
  public long last;

  public String lastEventId;

  /** What alerts show of that one. */
  public Activity activity;

  public Heard() {}

  static Heard of(String account, String region, long time, String eventId, Activity activity) {
    Heard heard = new Heard();
    heard.account = account;
    heard.region = region;
    heard.first = time;
    heard.last = time;
    heard.lastEventId = eventId;
    heard.activity = activity;
    return heard;
  }

  /** Both of them as one; the region is this one's. */
  Heard and(Heard other) {
    Heard later = isBefore(other.last, other.lastEventId) ? other : this;
    Heard both = of(account, region, later.last, later.lastEventId, later.activity);
    both.first = Math.min(first, other.first);
    return both;
  }

  /** Whether an event is the last one, rather than the one that is here. */
  boolean isBefore(long time, String eventId) {
    return last < time || (last == time && lastEventId.compareTo(eventId) < 0);
  }
}
