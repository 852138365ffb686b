package io.trailhound.detect;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.MapState;

/** Cleaning of map state. */
final class Entries {
  private Entries() {}

  /**
   * Removes the entries that {@code over} accepts. When none is left the state itself is cleared:
   * on the heap an iterator would leave an empty map behind for every key ever seen.
   */
  static <K, V> void removeIf(MapState<K, V> state, Predicate<Map.Entry<K, V>> over)
      throws Exception {
    boolean empty = true;
    Iterator<Map.Entry<K, V>> entries = state.iterator();
    while (entries.hasNext()) {
      if (over.test(entries.next())) {
        entries.remove();
      } else {
        empty = false;
      }
    }
    if (empty) {
      state.clear();
    }
  }
}
