package io.trailhound.detect;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.MapState;

/** Cleaning of map state. */
final class Entries {
  private Entries() {}

  /**
   * Removes the entries that {@code over} accepts. On the heap an iterator leaves an empty map
   * behind for every key ever seen. To remove one of them again takes that along; to clear the
   * state would have a database look for entries that are gone, which costs as much as all before.
   *
   * @return whether there was an entry
   */
  static <K, V> boolean removeIf(MapState<K, V> state, Predicate<Map.Entry<K, V>> over)
      throws Exception {
    K removed = null;
    boolean empty = true;
    Iterator<Map.Entry<K, V>> entries = state.iterator();
    while (entries.hasNext()) {
      Map.Entry<K, V> entry = entries.next();
      if (over.test(entry)) {
        removed = entry.getKey();
        entries.remove();
      } else {
        empty = false;
      }
    }
    if (empty && removed != null) {
      state.remove(removed);
    }
    return removed != null || !empty;
  }
}
