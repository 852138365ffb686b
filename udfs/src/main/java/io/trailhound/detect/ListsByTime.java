package io.trailhound.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    int at = size(time);
    elements.put(new Slot(time, at), element);
    sizes.put(time, at + 1);
    return at == 0;
  }

  /** The elements in the order in which they came; none where there is no list. */
  List<V> get(long time) throws Exception {
    List<V> list = new ArrayList<>();
    forEach(time, list::add);
    return list;
  }

  /** Forgets a list. */
  void remove(long time) throws Exception {
    int size = size(time);
    for (int i = 0; i < size; i++) {
      elements.remove(new Slot(time, i));
    }
    sizes.remove(time);
  }

  /** Passes on the elements one by one, in the order in which they came. */
  void forEach(long time, Consumer<V> consumer) throws Exception {
    int size = size(time);
    for (int i = 0; i < size; i++) {
      consumer.accept(elements.get(new Slot(time, i)));
    }
  }

  int size(long time) throws Exception {
    Integer size = sizes.get(time);
    return size == null ? 0 : size;
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
