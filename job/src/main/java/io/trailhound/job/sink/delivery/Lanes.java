package io.trailhound.job.sink.delivery;

import io.trailhound.job.sink.OneAtATime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.apache.flink.connector.base.sink.writer.Batch;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;

/**
 * Messages that wait for their turn, those of one alert behind each other in a lane: what decides
 * for {@code AsyncSinkWriter} when a round may go and what is in it.
 *
 * <p>A round has the first message of as many lanes as go together. Until it's answered its lanes
 * stand still, so that no revision overtakes another of its alert; a message that is to be sent
 * again holds up its own lane only.
 */
final class Lanes extends OneAtATime<Outgoing> {
  private final LongSupplier clock;
  private final int together;
  private final long bytesTogether;

  /** By alert. That of a message that is under way has no head below, and may be empty. */
  private final Map<String, Deque<Outgoing>> lanes = new HashMap<>();

  private final PriorityQueue<Outgoing> heads =
      new PriorityQueue<>(
          Comparator.<Outgoing>comparingLong(it -> it.notBefore)
              .thenComparingLong(it -> it.number));

  private long number;
  private int waiting;
  private long bytes;
  private long pausedUntil;

  /**
   * @param clock in milliseconds
   */
  Lanes(LongSupplier clock, int together, long bytesTogether) {
    this.clock = clock;
    this.together = together;
    this.bytesTogether = bytesTogether;
  }

  /** Messages, without those under way. */
  int waiting() {
    return waiting;
  }

  /** Nobody is asked for so long. */
  void pause(long millis) {
    pausedUntil = Math.max(pausedUntil, clock.getAsLong() + millis);
  }

  /** Milliseconds until a message may be sent, or could be if there were one; 0 or less: now. */
  long readyIn() {
    long earliest = heads.isEmpty() ? 0 : heads.element().notBefore;
    return Math.max(pausedUntil, earliest) - clock.getAsLong();
  }

  @Override
  protected boolean isReady() {
    return !heads.isEmpty() && readyIn() <= 0;
  }

  @Override
  public Batch<Outgoing> createNextBatch(RequestInfo info, RequestBuffer<Outgoing> ignored) {
    List<Outgoing> batch = new ArrayList<>();
    long size = 0;
    while (isReady()
        && batch.size() < together
        && (batch.isEmpty() || size + heads.element().json().length <= bytesTogether)) {
      Outgoing next = take();
      size += next.json().length;
      batch.add(next);
    }
    return new Batch<>(batch, size);
  }

  /** The next whose turn it would be, if it's one that came before {@code time}; else null. */
  Outgoing takeFromBefore(long time) {
    return isReady() && heads.element().since < time ? take() : null;
  }

  private Outgoing take() {
    Outgoing next = heads.remove();
    lanes.get(next.id()).removeFirst();
    waiting--;
    bytes -= next.json().length;
    return next;
  }

  /** What was taken is there, or given up: the next of its lane may go. */
  void settled(Outgoing message) {
    Deque<Outgoing> lane = lanes.get(message.id());
    if (lane.isEmpty()) {
      lanes.remove(message.id());
    } else {
      heads.add(lane.element());
    }
  }

  /** What was taken is to be sent again, in so many milliseconds. */
  void again(Outgoing message, long millis) {
    message.notBefore = clock.getAsLong() + millis;
    lanes.get(message.id()).addFirst(message);
    heads.add(message);
    waiting++;
    bytes += message.json().length;
  }

  @Override
  public void add(RequestEntryWrapper<Outgoing> entry, boolean first) {
    Outgoing message = entry.getRequestEntry();
    message.since = clock.getAsLong();
    message.number = number++;
    Deque<Outgoing> lane = lanes.get(message.id());
    if (lane == null) {
      lane = new ArrayDeque<>();
      lanes.put(message.id(), lane);
      heads.add(message);
    }
    lane.addLast(message);
    waiting++;
    bytes += message.json().length;
  }

  @Override
  public Collection<RequestEntryWrapper<Outgoing>> getBufferedState() {
    return lanes.values().stream()
        .flatMap(Deque::stream)
        .sorted(Comparator.comparingLong(it -> it.number))
        .map(it -> new RequestEntryWrapper<>(it, it.json().length))
        .toList();
  }

  /** AsyncSinkWriter never has to wait for room. */
  @Override
  public int size() {
    return isEmpty() ? 0 : 1;
  }

  /** Whether all that was taken is settled. */
  boolean isDone() {
    return lanes.isEmpty();
  }

  @Override
  public long totalSizeInBytes() {
    return bytes;
  }

  /** AsyncSinkWriter takes what it sends by {@link #createNextBatch}. */
  @Override
  public RequestEntryWrapper<Outgoing> poll() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RequestEntryWrapper<Outgoing> peek() {
    throw new UnsupportedOperationException();
  }
}
