package io.trailhound.writeback;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Memory in front of the database in which an operator keeps its keyed state and timers: what is
 * used again soon, as the bucket of an hour that's still open, is written there when a checkpoint
 * is taken or when there's no more room, and what is over by then never. A read or write of the
 * database costs ten times what most detectors do with an event.
 *
 * <p>A checkpoint has all of it, so that a restart finds what it'd find without. On the heap
 * backend there's nothing to hold: everything is in memory anyway.
 *
 * @param <K> the operator's keys
 */
public final class WriteBack<K> {
  private static final String DATABASE = "rocksdb";

  /** Bytes that an operator's subtask holds where there is enough memory. */
  private static final long MOST = 32L << 20;

  /** Of Java's heap, the part that it holds at most: there are five such operators in a slot. */
  private static final int PART_OF_HEAP = 64;

  /** And as much of that besides to know what the database may have. */
  private static final int PART_OF_ROOM = 4;

  private final KeyedStateBackend<K> backend;
  private final HeldState<K> state;
  private final Set<String> names;
  private final List<HeldTimers<K, ?>> timers = new ArrayList<>(1);
  private final long most;

  /** Where a function's timers come from. */
  public interface Timers<K, N> {
    /**
     * @param target what they fire
     */
    InternalTimerService<N> firing(Triggerable<K, N> target);
  }

  private WriteBack(
      KeyedStateBackend<K> backend, Set<String> names, ToIntFunction<Object> bytes, long most) {
    this.backend = backend;
    this.names = names;
    this.most = most;
    state = new HeldState<>(backend, bytes, most, stored());
  }

  /** What the database was restored with. */
  private StoredKeys stored() {
    StoredKeys keys = new StoredKeys(most / PART_OF_ROOM);
    if (!isOff()) {
      names.forEach(
          name -> {
            try (Stream<K> all = backend.getKeys(name, VoidNamespace.INSTANCE)) {
              keys.addAll(all.iterator(), name);
            }
          });
    }
    return keys;
  }

  /**
   * @param names of the states that are held; a value of them has to be small, or {@code bytes}
   *     know how large it is
   * @param bytes how many a key or value takes in memory, roughly
   */
  public static <K> WriteBack<K> of(
      KeyedStateBackend<K> backend, Set<String> names, ToIntFunction<Object> bytes) {
    return of(
        backend, names, bytes, Math.min(MOST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
  }

  /**
   * @param most bytes that are held
   */
  static <K> WriteBack<K> of(
      KeyedStateBackend<K> backend, Set<String> names, ToIntFunction<Object> bytes, long most) {
    return new WriteBack<>(
        backend, names, bytes, backend.getBackendTypeIdentifier().equals(DATABASE) ? most : 0);
  }

  private boolean isOff() {
    return most == 0;
  }

  /** The function's states, held or not. */
  public KeyedStateStore over(KeyedStateStore stored) {
    return isOff() ? stored : new HeldStore(stored, state, names);
  }

  /** The function's timers, held or not. */
  public <N> InternalTimerService<N> timers(Timers<K, N> stored, Triggerable<K, N> target) {
    if (isOff()) {
      return stored.firing(target);
    }
    HeldTimers<K, N> held = new HeldTimers<>(backend, target, (int) (most / HeldTimers.BYTES));
    timers.add(held);
    return held.over(stored.firing(held));
  }

  /** Fires what is due at a watermark, before the operator does anything else about it. */
  public void advance(long watermark, InternalTimeServiceManager<?> database) throws Exception {
    for (HeldTimers<K, ?> held : timers) {
      held.advance(watermark, time -> database.advanceWatermark(new Watermark(time)));
    }
  }

  /**
   * Gives timers to the database. Before a checkpoint's barrier, because Flink may take timers
   * before it asks the operator for its state.
   */
  public void writeTimers() {
    timers.forEach(HeldTimers::write);
  }

  /** Gives everything to the database. Changes the backend's key. */
  public void write() {
    writeTimers();
    state.write();
  }
}
