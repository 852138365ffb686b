package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one term under one rule and group: its episodes in order of time. Usually one;
 * several only while the watermark stands far behind.
 *
 * <p>A pure value: whatever the order in which the same sightings are added, the episodes are the
 * same. That is why out-of-order delivery can't change an alert.
 */
public final class TermHistory {
  /** In the place of the first event's id; the first time is then 0. */
  public static final String APPROVED = "approved";

  public List<Episode> episodes = new ArrayList<>(1);

  public TermHistory() {}

  /**
   * What a sighting changed.
   *
   * @param episode that holds it now
   * @param begins whether it became that episode's first event
   * @param absorbed the later episodes that it melted into that one
   */
  record Added(Episode episode, boolean begins, List<Episode> absorbed) {}

  /**
   * Adds a sighting.
   *
   * @param life how long a term stays known after a sighting, milliseconds, inclusive
   */
  Added add(Signal signal, long life) {
    int at = 0;
    while (at < episodes.size() && episodes.get(at).last + life < signal.time) {
      at++;
    }
    if (at == episodes.size() || signal.time + life < episodes.get(at).first) {
      Episode fresh = new Episode();
      begin(fresh, signal);
      fresh.last = signal.time;
      episodes.add(at, fresh);
      return new Added(fresh, true, List.of());
    }
    Episode episode = episodes.get(at);
    boolean begins = !episode.finalSent && isBefore(signal, episode);
    if (begins) {
      begin(episode, signal);
    }
    episode.last = Math.max(episode.last, signal.time);
    List<Episode> absorbed = new ArrayList<>(0);
    while (at + 1 < episodes.size() && episodes.get(at + 1).first <= episode.last + life) {
      Episode next = episodes.remove(at + 1);
      episode.last = Math.max(episode.last, next.last);
      absorbed.add(next);
    }
    return new Added(episode, begins, absorbed);
  }

  private static boolean isBefore(Signal signal, Episode episode) {
    return signal.time < episode.first
        || (signal.time == episode.first && signal.eventId.compareTo(episode.firstEventId) < 0);
  }

  private static void begin(Episode episode, Signal signal) {
    episode.first = signal.time;
    episode.firstEventId = signal.eventId;
    episode.activity = signal.activity;
  }

  /**
   * Makes the term known without an event, so that sightings up to {@code until} are not new.
   *
   * @param life how long the rule keeps a term, milliseconds
   */
  public void approve(long until, long life) {
    if (episodes.isEmpty()) {
      Episode approved = new Episode();
      approved.firstEventId = APPROVED;
      approved.finalSent = true;
      episodes.add(approved);
    }
    Episode newest = episodes.get(episodes.size() - 1);
    newest.last = Math.max(newest.last, until - life);
  }

  /** When the timer is due that cleans up what {@link #approve} made known. */
  public static long approvalExpiry(long until) {
    return Times.endOfDay(until);
  }

  /** When nothing needs {@code episode} any more: midnight after its term has aged out. */
  static long expiry(Episode episode, long life) {
    return expiry(episode.last, life);
  }

  /** The same for a sighting alone; each has its own timer, whichever came first. */
  static long expiry(long sighting, long life) {
    return Times.endOfDay(Times.plus(sighting, life));
  }

  /**
   * The last sighting before {@code episode}, or null when there was none that is still kept. It
   * depends on the events alone, not on whether the state happens to be cleaned already.
   */
  Long previouslySeen(Episode episode, long life) {
    int at = episodes.indexOf(episode);
    if (at <= 0) {
      return null;
    }
    Episode previous = episodes.get(at - 1);
    return episode.first <= expiry(previous, life) ? previous.last : null;
  }
}
