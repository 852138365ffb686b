package io.trailhound.writeback;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.state.MapState;

/**
 * A map state of which {@link HeldState} holds the entries that were used last. Once all entries
 * were gone through and they're {@link #FEW}, it's known that there are no others. Where there are
 * more, it's the database that is gone through, and nothing of that map is held again before it's
 * another key's turn.
 */
final class HeldMap<K, V> implements MapState<K, V> {
  /** Entries that are read to be held when all are asked for. */
  static final int FEW = 256;

  private final HeldState<?> held;
  private final int number;
  private final MapState<K, V> stored;

  /**
   * @param name of the state
   */
  HeldMap(HeldState<?> held, String name, MapState<K, V> stored) {
    this.held = held;
    this.number = held.register(name);
    this.stored = stored;
  }

  /** What is held of a key's entries. */
  private final class Slots implements HeldState.Part {
    private final Map<K, HeldSlot<V>> slots = new HashMap<>(4);

    /** Whether there are no others. */
    private boolean isAll;

    private Slots(boolean isAll) {
      this.isAll = isAll;
    }

    /** That there's no entry of; what is looked for is often put then. */
    private K missing;

    /** When the database was gone through last. */
    private long passed = -1;

    private boolean isPassed() {
      return passed == held.visit();
    }

    private boolean isMissing(K key) {
      return isAll || key.equals(missing);
    }

    private void set(K key, HeldSlot<V> slot, V value) {
      slot.value = value;
      int bytes = HeldSlot.BYTES + held.bytes(key) + held.bytes(value);
      held.add(bytes - slot.bytes);
      slot.bytes = bytes;
    }

    private HeldSlot<V> add(K key, boolean isStored) {
      HeldSlot<V> slot = new HeldSlot<>(isStored);
      slots.put(key, slot);
      return slot;
    }

    private HeldSlot<V> remove(K key) {
      HeldSlot<V> slot = slots.remove(key);
      if (slot != null) {
        held.add(-slot.bytes);
      }
      return slot;
    }

    @Override
    public void write() throws Exception {
      for (Map.Entry<K, HeldSlot<V>> entry : slots.entrySet()) {
        HeldSlot<V> slot = entry.getValue();
        if (!slot.isWritten) {
          stored.put(entry.getKey(), slot.value);
          slot.isStored = true;
          slot.isWritten = true;
        }
      }
    }

    @Override
    public boolean isEmpty() {
      return slots.isEmpty();
    }

    private boolean isStored() {
      return slots.values().stream().anyMatch(slot -> slot.isStored);
    }

    private void drop() {
      slots.values().forEach(slot -> held.add(-slot.bytes));
      slots.clear();
      missing = null;
    }

    /** Reads what isn't held; returns whether all is then. */
    private boolean readAll() throws Exception {
      if (isAll || isPassed()) {
        return isAll;
      }
      for (Map.Entry<K, V> entry : stored.entries()) {
        if (slots.size() == FEW) {
          write();
          drop();
          passed = held.visit();
          return false;
        }
        if (!slots.containsKey(entry.getKey())) {
          set(entry.getKey(), add(entry.getKey(), true), entry.getValue());
        }
      }
      isAll = true;
      return true;
    }
  }

  @SuppressWarnings("unchecked") // nobody else puts something under this number
  private Slots slots() {
    Slots slots = (Slots) held.part(number);
    if (slots == null) {
      slots = new Slots(!held.mayBeStored(number));
      held.put(number, slots);
    }
    return slots;
  }

  @Override
  public V get(K key) throws Exception {
    Slots slots = slots();
    HeldSlot<V> slot = slots.slots.get(key);
    if (slot != null) {
      return slot.value;
    }
    if (slots.isMissing(key)) {
      return null;
    }
    V value = stored.get(key);
    if (slots.isPassed()) {
      return value;
    }
    if (value == null) {
      slots.missing = key;
    } else {
      slots.set(key, slots.add(key, true), value);
    }
    return value;
  }

  @Override
  public boolean contains(K key) throws Exception {
    return get(key) != null;
  }

  @Override
  public void put(K key, V value) throws Exception {
    Slots slots = slots();
    if (slots.isPassed()) {
      stored.put(key, value);
      return;
    }
    HeldSlot<V> slot = slots.slots.get(key);
    if (slot == null) {
      slot = slots.add(key, !slots.isMissing(key));
    }
    slots.set(key, slot, value);
    slot.isWritten = false;
  }

  @Override
  public void putAll(Map<K, V> map) throws Exception {
    for (Map.Entry<K, V> entry : map.entrySet()) {
      put(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public void remove(K key) throws Exception {
    Slots slots = slots();
    HeldSlot<V> slot = slots.remove(key);
    if (slot == null ? !slots.isMissing(key) : slot.isStored) {
      stored.remove(key);
    }
    slots.missing = slots.isPassed() ? null : key;
  }

  @Override
  public void clear() {
    Slots slots = slots();
    boolean mayBeStored = !slots.isAll || slots.isStored();
    slots.drop();
    if (mayBeStored) {
      stored.clear();
    }
  }

  @Override
  public boolean isEmpty() throws Exception {
    Slots slots = slots();
    return slots.isEmpty() && (slots.isAll || stored.isEmpty());
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() throws Exception {
    Slots slots = slots();
    return slots.readAll() ? copy(slots, entry -> entry) : stored.entries();
  }

  @Override
  public Iterable<K> keys() throws Exception {
    Slots slots = slots();
    return slots.readAll() ? copy(slots, HeldEntry::getKey) : stored.keys();
  }

  @Override
  public Iterable<V> values() throws Exception {
    Slots slots = slots();
    return slots.readAll() ? copy(slots, HeldEntry::getValue) : stored.values();
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() throws Exception {
    return entries().iterator();
  }

  /** What is held, which may be changed on the way. */
  private <T> Iterable<T> copy(Slots slots, Function<HeldEntry<K, V>, T> part) {
    List<HeldEntry<K, V>> entries = new ArrayList<>();
    slots.slots.forEach((key, slot) -> entries.add(new HeldEntry<>(this, key, slot.value)));
    return () -> new HeldEntries<>(this, entries.iterator(), part);
  }
}
