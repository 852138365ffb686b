package io.trailhound.writeback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * What of an operator's keyed state is in memory, in front of a database that has all of it as of
 * the last checkpoint: keys that were used last, with what was read of them and what is yet to be
 * written. What is removed is removed from the database at once, unless it never got there, as most
 * of what a detector opens and closes again.
 *
 * @param <K> the operator's keys
 */
final class HeldState<K> {
  /** Bytes of a key's entry without its texts and what is held of it, roughly. */
  private static final int BYTES_OF_ENTRY = 250;

  private final KeyedStateBackend<K> backend;
  private final ToIntFunction<Object> bytes;
  private final long most;
  private final StoredKeys stored;

  /** In the order of their last use. */
  private final Map<K, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

  private K key;
  private Entry current;
  private long held;

  /** Names, by the number of {@link #register}. */
  private final List<String> states = new ArrayList<>(8);

  private long visits;

  /** What is held of one state of one key. */
  interface Part {
    /** Writes what isn't written, under the key that the backend has. */
    void write() throws Exception;

    /** Whether nothing would be lost with it but that there is nothing. */
    boolean isEmpty();
  }

  /** What is held of one key. */
  private static final class Entry {
    private Part[] parts = {};
    private long bytes;

    private boolean isEmpty() {
      for (Part part : parts) {
        if (part != null && !part.isEmpty()) {
          return false;
        }
      }
      return true;
    }

    private void write() throws Exception {
      for (Part part : parts) {
        if (part != null) {
          part.write();
        }
      }
    }
  }

  /**
   * @param bytes how many a key or value takes in memory, roughly
   * @param most bytes that are held
   * @param stored keys of which the database may have something now
   */
  HeldState(
      KeyedStateBackend<K> backend, ToIntFunction<Object> bytes, long most, StoredKeys stored) {
    this.backend = backend;
    this.bytes = bytes;
    this.most = most;
    this.stored = stored;
  }

  /** The number of a further state, under which its parts are found. */
  int register(String name) {
    states.add(name);
    return states.size() - 1;
  }

  /**
   * What is held of the backend's key and a state; null when nothing is. An earlier answer isn't
   * what is held any more: one key may have taken all the room.
   */
  Part part(int state) {
    Entry entry = current();
    if (held > most) {
      letGo(entry);
    }
    return state < entry.parts.length ? entry.parts[state] : null;
  }

  void put(int state, Part part) {
    Entry entry = current();
    if (state >= entry.parts.length) {
      entry.parts = Arrays.copyOf(entry.parts, states.size());
    }
    entry.parts[state] = part;
  }

  /**
   * Whether the database may have something of the backend's key in a state of which nothing is
   * held: otherwise there's no need to look.
   */
  boolean mayBeStored(int state) {
    current();
    return stored.mayHave(key, states.get(state));
  }

  /** Another number whenever the backend has gone to another key. */
  long visit() {
    current();
    return visits;
  }

  int bytes(Object value) {
    return value == null ? 0 : bytes.applyAsInt(value);
  }

  /** Notes that the backend's key holds so many bytes more. */
  void add(long more) {
    current().bytes += more;
    held += more;
  }

  private Entry current() {
    K now = backend.getCurrentKey();
    if (now != key) {
      leave();
      visits++;
      current = entries.get(now);
      key = now;
      if (current == null) {
        current = new Entry();
        entries.put(now, current);
        add(BYTES_OF_ENTRY + bytes(now));
      }
      makeRoom();
    }
    return current;
  }

  /** Most keys of windows are never asked for again. */
  private void leave() {
    if (current != null && current.isEmpty()) {
      entries.remove(key);
      held -= current.bytes;
    }
  }

  private void makeRoom() {
    if (held <= most) {
      return;
    }
    Iterator<Map.Entry<K, Entry>> oldest = entries.entrySet().iterator();
    while (held > most && entries.size() > 1) {
      Map.Entry<K, Entry> next = oldest.next();
      write(next.getKey(), next.getValue());
      held -= next.getValue().bytes;
      oldest.remove();
    }
    backend.setCurrentKey(key);
  }

  /** Writes the backend's key's, which alone takes more than there's room for, and holds none. */
  private void letGo(Entry entry) {
    write(key, entry);
    entry.parts = new Part[0];
    held -= entry.bytes;
    entry.bytes = 0;
    add(BYTES_OF_ENTRY + bytes(key));
  }

  private void write(K of, Entry entry) {
    for (int state = 0; state < entry.parts.length; state++) {
      if (entry.parts[state] != null && !entry.parts[state].isEmpty()) {
        stored.add(of, states.get(state));
      }
    }
    try {
      backend.setCurrentKey(of);
      entry.write();
    } catch (Exception e) {
      throw new FlinkRuntimeException("State that was held in memory could not be written", e);
    }
  }

  /** Writes all that isn't written; it's held further on. Changes the backend's key. */
  void write() {
    entries.forEach(this::write);
  }
}
