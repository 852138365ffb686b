package io.trailhound.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapState;

/**
 * Lists in keyed state, one for a time. Each element is an entry of its own, so that adding one
 * costs the same however many there are, and reading a list reads no other.
 *
 * <p>A list lies on either side of index 0: at 0, 1, 2, or at -1, -2, -3, and then its size is
 * below 0 in state. So lists can be laid out anew in the place of those of before, see {@link
 * #moveAll}.
 */
final class ListsByTime<V> {
  private final MapState<Long, Integer> sizes;
  private final MapState<Slot, V> elements;

  /** What takes an element. */
  interface Taker<V> {
    void take(V element) throws Exception;
  }

  /** Says of which time's list an element is to be. */
  interface Mover<V> {
    long time(V element) throws Exception;
  }

  ListsByTime(MapState<Long, Integer> sizes, MapState<Slot, V> elements) {
    this.sizes = sizes;
    this.elements = elements;
  }

  /** Adds an element; returns whether it's the first one of its list. */
  boolean add(long time, V element) throws Exception {
    int size = signed(time);
    elements.put(slot(time, size, Math.abs(size)), element);
    sizes.put(time, size < 0 ? size - 1 : size + 1);
    return size == 0;
  }

  /**
   * @param size of the list, as state has it
   */
  private static Slot slot(long time, int size, int at) {
    return new Slot(time, size < 0 ? -1 - at : at);
  }

  /** The elements in the order in which they came; none where there is no list. */
  List<V> get(long time) throws Exception {
    List<V> list = new ArrayList<>();
    forEach(time, list::add);
    return list;
  }

  /** Forgets a list. */
  void remove(long time) throws Exception {
    int size = signed(time);
    for (int i = 0; i < Math.abs(size); i++) {
      elements.remove(slot(time, size, i));
    }
    sizes.remove(time);
  }

  /** Forgets a list, and passes on its elements one by one. */
  void takeOut(long time, Taker<V> taker) throws Exception {
    int size = signed(time);
    sizes.remove(time);
    takeOut(time, size, taker);
  }

  private void takeOut(long time, int size, Taker<V> taker) throws Exception {
    for (int i = 0; i < Math.abs(size); i++) {
      Slot slot = slot(time, size, i);
      V element = elements.get(slot);
      elements.remove(slot);
      taker.take(element);
    }
  }

  /**
   * Lays all elements out in lists of other times, each by itself: however many there are, no more
   * than one of them is in memory, and a number for each list. A new list lies on the other side
   * than the one of before at the same time, which may be yet to be moved.
   */
  void moveAll(Mover<V> mover) throws Exception {
    Map<Long, Integer> before = new TreeMap<>();
    sizes.entries().forEach(list -> before.put(list.getKey(), list.getValue()));
    sizes.clear();
    Map<Long, Integer> after = new TreeMap<>();
    Taker<V> taker =
        element -> {
          long to = mover.time(element);
          int side = before.getOrDefault(to, 0) > 0 ? -1 : 1;
          int size = after.merge(to, side, Integer::sum);
          elements.put(slot(to, size, Math.abs(size) - 1), element);
        };
    for (Map.Entry<Long, Integer> list : before.entrySet()) {
      takeOut(list.getKey(), list.getValue(), taker);
    }
    sizes.putAll(after);
  }

  /** Passes on the elements one by one, in the order in which they came. */
  void forEach(long time, Consumer<V> consumer) throws Exception {
    int size = signed(time);
    for (int i = 0; i < Math.abs(size); i++) {
      consumer.accept(elements.get(slot(time, size, i)));
    }
  }

  int size(long time) throws Exception {
    return Math.abs(signed(time));
  }

  private int signed(long time) throws Exception {
    Integer size = sizes.get(time);
    return size == null ? 0 : size;
  }

  boolean isEmpty() throws Exception {
    return sizes.isEmpty();
  }

  /** How many elements there are of each time that has some, in the order of time. */
  Map<Long, Integer> sizes() throws Exception {
    Map<Long, Integer> all = new TreeMap<>();
    sizes.entries().forEach(list -> all.put(list.getKey(), Math.abs(list.getValue())));
    return all;
  }

  void clear() {
    sizes.clear();
    elements.clear();
  }
}
