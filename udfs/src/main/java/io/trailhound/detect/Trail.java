package io.trailhound.detect;

import io.trailhound.model.Activity;

/** How long an account, or one of its regions, has been heard, and when last. */
public final class Trail {
  /** In the place of a time when there is none. */
  static final long NEVER = Long.MIN_VALUE;

  /** Time of the first event behind the last silence, milliseconds. */
  public long since = NEVER;

  /** Time and id of the last event that the watermark has passed. */
  public long last = NEVER;

  public String lastEventId;

  /** What alerts show of that one. */
  public Activity activity;

  /** Whether the final alert of the silence behind it is out. */
  public boolean told;

  /** What was heard before the silence of which an early alert is out; null when none is. */
  public Heard early;

  public Trail() {}

  /** Goes on with what was heard in the next minute in which there was something. */
  void goOn(Heard heard, long after) {
    if (last == NEVER || heard.first - last >= after) {
      since = heard.first;
    }
    last = heard.last;
    lastEventId = heard.lastEventId;
    activity = heard.activity;
    told = false;
  }

  /** When the silence is long enough if nothing comes; milliseconds. */
  long deadline(long after) {
    return last + after - 1;
  }
}
