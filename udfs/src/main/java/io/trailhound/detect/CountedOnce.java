package io.trailhound.detect;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;

/**
 * Which events of the hours still open {@link RareRatio} has counted. Those of an hour lie with its
 * count, so that the usual event costs one look and one write; of an hour with many each is an
 * entry of its own, so that an event costs the same however many there are.
 */
final class CountedOnce {
  /**
   * Events of an hour that lie together: 16 KB, copied with each signal. To take single entries
   * away a database goes over all that it ever had of them.
   */
  static final int MOST_TOGETHER = 1_024;

  /** The others, with the start of their hour. */
  private final MapState<EventHash, Long> events;

  CountedOnce(RuntimeContext context) {
    events = context.getMapState(RareRatio.EVENTS);
  }

  /** Notes events of an hour; returns how many weren't known. */
  int note(TrustedHour bucket, long hour, long[] ids) throws Exception {
    if (bucket.ids == null) {
      return noteEach(hour, ids);
    }
    long[] all = EventIds.with(bucket.ids, ids);
    int fresh = (all.length - bucket.ids.length) / 2;
    bucket.ids = all;
    if (all.length > 2 * MOST_TOGETHER) {
      bucket.ids = null;
      noteEach(hour, all);
    }
    return fresh;
  }

  private int noteEach(long hour, long[] ids) throws Exception {
    int fresh = 0;
    for (int i = 0; i < ids.length; i += 2) {
      EventHash id = new EventHash(ids[i], ids[i + 1]);
      if (!events.contains(id)) {
        events.put(id, hour);
        fresh++;
      }
    }
    return fresh;
  }

  /** Forgets single entries of the hour and of those before. */
  void forgetUpTo(long hour) throws Exception {
    Entries.removeIf(events, event -> event.getValue() <= hour);
  }

  void clear() {
    events.clear();
  }
}
