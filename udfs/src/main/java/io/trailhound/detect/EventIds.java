package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ids of events as pairs of longs in order, each once: 16 bytes an event, and the same events are
 * the same array in whatever order they came.
 */
final class EventIds {
  static final long[] NONE = {};

  private EventIds() {}

  /**
   * Adds ids to those in order.
   *
   * @param more in any order, also several times the same
   * @return both in order; {@code ids} itself when there was nothing new
   */
  static long[] with(long[] ids, long[] more) {
    long[] all = null;
    int used = ids.length;
    for (int i = 0; i < more.length; i += 2) {
      long[] current = all == null ? ids : all;
      int at = find(current, used, more[i], more[i + 1]);
      if (at >= 0) {
        continue;
      }
      if (all == null) {
        all = Arrays.copyOf(ids, ids.length + more.length - i);
      }
      int place = -at - 1;
      System.arraycopy(all, place, all, place + 2, used - place);
      all[place] = more[i];
      all[place + 1] = more[i + 1];
      used += 2;
    }
    if (all == null) {
      return ids;
    }
    return used == all.length ? all : Arrays.copyOf(all, used);
  }

  /** Where a pair begins; -(place where it would begin) - 1 when it isn't there. */
  private static int find(long[] ids, int used, long high, long low) {
    int from = 0;
    int to = used / 2;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int order = Long.compare(ids[2 * middle], high);
      if (order == 0) {
        order = Long.compare(ids[2 * middle + 1], low);
      }
      if (order == 0) {
        return 2 * middle;
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return -2 * from - 1;
  }

  /** Each as {@link EventHash#text}. */
  static List<String> texts(long[] ids) {
    List<String> texts = new ArrayList<>(ids.length / 2);
    for (int i = 0; i < ids.length; i += 2) {
      texts.add(new EventHash(ids[i], ids[i + 1]).text());
    }
    return texts;
  }

  /** The ids that a signal is about. */
  static long[] of(Signal signal) {
    if (signal.gathered != null) {
      return signal.gathered;
    }
    EventHash id = EventHash.of(signal.eventId);
    return new long[] {id.high(), id.low()};
  }
}
