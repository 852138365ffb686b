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
  /** So far from all times that lists which are set aside meet no other. */
  private static final long ASIDE = Long.MIN_VALUE / 2;

  /** What takes an element. */
  interface Taker<V> {
    void take(V element) throws Exception;
  }

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
    takeOut(time, element -> {});
  }

  /** Forgets a list, and gives its elements one by one. */
  void takeOut(long time, Taker<V> taker) throws Exception {
    int size = size(time);
    for (int i = 0; i < size; i++) {
      Slot slot = new Slot(time, i);
      V element = elements.get(slot);
      elements.remove(slot);
      taker.take(element);
    }
    sizes.remove(time);
  }

  /** Takes out all lists, one element at a time, which may become one of another list. */
  void takeOutAll(Taker<V> taker) throws Exception {
    List<Long> times = new ArrayList<>();
    sizes.keys().forEach(times::add);
    for (long time : times) {
      takeOut(time, element -> add(time + ASIDE, element));
    }
    for (long time : times) {
      takeOut(time + ASIDE, taker);
    }
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

  void clear() {
    sizes.clear();
    elements.clear();
  }
}
