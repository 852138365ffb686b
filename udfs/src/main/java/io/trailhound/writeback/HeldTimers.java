package io.trailhound.writeback;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.util.function.BiConsumerWithException;

/**
 * Timers in event time, of which those set since the last checkpoint are in memory: most end a
 * window or an hour soon, and never get to the database. They fire in the order of time, with those
 * that are there; a timer that's in both places fires once.
 *
 * @param <K> the operator's keys
 * @param <N> its namespaces
 */
final class HeldTimers<K, N> implements InternalTimerService<N>, Triggerable<K, N> {
  /** Bytes of a timer in memory with its key, roughly. */
  static final int BYTES = 400;

  /** How far ahead a timer is that won't fire soon, milliseconds. */
  private static final long FAR = Duration.ofDays(1).toMillis();

  private final KeyedStateBackend<K> backend;
  private final Triggerable<K, N> target;
  private final int most;
  private final Set<TimerHeapInternalTimer<K, N>> held = new HashSet<>();
  private final Queue<TimerHeapInternalTimer<K, N>> queue =
      new PriorityQueue<>(Comparator.comparingLong(TimerHeapInternalTimer::getTimestamp));

  private InternalTimerService<N> stored;
  private long watermark = Long.MIN_VALUE;

  /** Moves the watermark of the timers in the database. */
  interface Advance {
    void to(long time) throws Exception;
  }

  /**
   * @param most timers that are held; half of them more than a day ahead
   */
  HeldTimers(KeyedStateBackend<K> backend, Triggerable<K, N> target, int most) {
    this.backend = backend;
    this.target = target;
    this.most = most;
  }

  /** To be called before any other: the timers in the database, which fire this. */
  HeldTimers<K, N> over(InternalTimerService<N> service) {
    stored = service;
    watermark = service.currentWatermark();
    return this;
  }

  /** Fires all that's due. */
  void advance(long time, Advance database) throws Exception {
    watermark = time;
    do {
      while (isDue(time)) {
        long next = queue.element().getTimestamp();
        database.to(next);
        fire(next);
      }
      database.to(time);
    } while (isDue(time));
  }

  private boolean isDue(long time) {
    return !queue.isEmpty() && queue.element().getTimestamp() <= time;
  }

  private void fire(long time) throws Exception {
    while (isDue(time)) {
      TimerHeapInternalTimer<K, N> timer = queue.remove();
      if (held.remove(timer)) {
        backend.setCurrentKey(timer.getKey());
        target.onEventTime(timer);
      }
    }
  }

  /** Gives all to the database. Changes the backend's key. */
  void write() {
    for (TimerHeapInternalTimer<K, N> timer : held) {
      backend.setCurrentKey(timer.getKey());
      stored.registerEventTimeTimer(timer.getNamespace(), timer.getTimestamp());
    }
    held.clear();
    queue.clear();
  }

  @Override
  @SuppressWarnings("unlikely-arg-type") // both are of the same class
  public void onEventTime(InternalTimer<K, N> timer) throws Exception {
    held.remove(timer);
    fire(timer.getTimestamp() - 1);
    backend.setCurrentKey(timer.getKey());
    target.onEventTime(timer);
  }

  @Override
  public void onProcessingTime(InternalTimer<K, N> timer) throws Exception {
    target.onProcessingTime(timer);
  }

  @Override
  public void registerEventTimeTimer(N namespace, long time) {
    boolean isDueAtOnce = time <= watermark; // the database is just firing its own, in their order
    if (!isDueAtOnce && held.size() >= (time - watermark > FAR ? most / 2 : most)) {
      stored.registerEventTimeTimer(namespace, time);
      return;
    }
    TimerHeapInternalTimer<K, N> timer = timer(namespace, time);
    if (held.add(timer)) {
      queue.add(timer);
    }
  }

  private TimerHeapInternalTimer<K, N> timer(N namespace, long time) {
    return new TimerHeapInternalTimer<>(time, backend.getCurrentKey(), namespace);
  }

  @Override
  public void deleteEventTimeTimer(N namespace, long time) {
    held.remove(timer(namespace, time));
    stored.deleteEventTimeTimer(namespace, time);
  }

  @Override
  public long currentWatermark() {
    return watermark;
  }

  @Override
  public void initializeWatermark(long time) {
    watermark = time;
    stored.initializeWatermark(time);
  }

  @Override
  public long currentProcessingTime() {
    return stored.currentProcessingTime();
  }

  @Override
  public void registerProcessingTimeTimer(N namespace, long time) {
    stored.registerProcessingTimeTimer(namespace, time);
  }

  @Override
  public void deleteProcessingTimeTimer(N namespace, long time) {
    stored.deleteProcessingTimeTimer(namespace, time);
  }

  @Override
  public void forEachEventTimeTimer(BiConsumerWithException<N, Long, Exception> consumer)
      throws Exception {
    write();
    stored.forEachEventTimeTimer(consumer);
  }

  @Override
  public void forEachProcessingTimeTimer(BiConsumerWithException<N, Long, Exception> consumer)
      throws Exception {
    stored.forEachProcessingTimeTimer(consumer);
  }
}
