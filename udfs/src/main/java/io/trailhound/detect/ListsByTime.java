package io.trailhound.detect;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;

/**
 * Lists in keyed state, one for a time. Each element is an entry of its own, so that adding one
 * costs the same however many there are, and reading a list reads no other.
 */
final class ListsByTime<V> {
  private final MapState<Long, Integer> sizes;
  private final MapState<Slot, V> elements;

  ListsByTime(MapState<Long, Integer> sizes, MapState<Slot, V> elements) {
    this.sizes = sizes;
    this.elements = elements;
  }

  /** Adds an element; returns whether it's the first one of its list. */
  boolean add(long time, V element) throws Exception {
    Integer size = sizes.get(time);
    int at = size == null ? 0 : size;
    elements.put(new Slot(time, at), element);
    sizes.put(time, at + 1);
    return at == 0;
  }

  /** The elements in the order in which they came; none where there is no list. */
  List<V> get(long time) throws Exception {
    Integer size = sizes.get(time);
    List<V> list = new ArrayList<>(size == null ? 0 : size);
    for (int i = 0; size != null && i < size; i++) {
      list.add(elements.get(new Slot(time, i)));
    }
    return list;
  }

  /** The same, and the list is gone. */
  List<V> remove(long time) throws Exception {
    List<V> list = get(time);
    for (int i = 0; i < list.size(); i++) {
      elements.remove(new Slot(time, i));
    }
    sizes.remove(time);
    return list;
  }

  boolean isEmpty() throws Exception {
    return sizes.isEmpty();
  }

  /** The elements of all lists, in no order. */
  List<V> all() throws Exception {
    List<V> all = new ArrayList<>();
    elements.values().forEach(all::add);
    return all;
  }

  void clear() {
    sizes.clear();
    elements.clear();
  }
}
