package io.trailhound.detect;

import io.trailhound.model.Activity;

/**
 * Sightings of one term that lie no more than a life apart: the stretch of event time over which
 * the term is known. Its first event is new, all others are not.
 */
public final class Episode {
  /** Time and id of the earliest event, milliseconds. */
  public long first;

  public String firstEventId;

  /** What the alert shows of the earliest event; dropped once the final alert is out. */
  public Activity activity;

  /** Time of the latest event. */
  public long last;

  /** Id of the early alert that is out, or null. */
  public String earlyId;

  /**
   * Time of the first event when that alert went out first; later revisions begin earlier. It hangs
   * on the order of arrival, so it's dropped once the final alert is out.
   */
  public Long announced;

  public boolean finalSent;

  public Episode() {}
}
