package io.trailhound.detect;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The calls of a group by aligned stretches of time, each once. They are read one by one: there may
 * be half a million in a window.
 *
 * <p>How long a stretch is, say those who ask: it's the timespan, or where calls have to be found
 * by their very time a millisecond.
 */
final class HeldCalls {
  static final MapStateDescriptor<Long, Integer> SIZES =
      new MapStateDescriptor<>("call-sizes", Types.LONG, Types.INT);
  static final MapStateDescriptor<Slot, Call> CALLS =
      new MapStateDescriptor<>("calls", Types.POJO(Slot.class), Types.POJO(Call.class));
  static final MapStateDescriptor<CallId, Boolean> IDS =
      new MapStateDescriptor<>("call-ids", Types.POJO(CallId.class), Types.BOOLEAN);

  private final ListsByTime<Call> calls;
  private final MapState<CallId, Boolean> ids;

  HeldCalls(RuntimeContext context) {
    calls = new ListsByTime<>(context.getMapState(SIZES), context.getMapState(CALLS));
    ids = context.getMapState(IDS);
  }

  /** Whether the call is held already: a repeated delivery. */
  boolean contains(Call call, long stretch) throws Exception {
    return ids.contains(new CallId(Times.windowStart(call.time(), stretch), call.eventId()));
  }

  /** Holds the call; returns whether it's the first one of its stretch. */
  boolean add(Call call, long stretch) throws Exception {
    long home = Times.windowStart(call.time(), stretch);
    ids.put(new CallId(home, call.eventId()), true);
    return calls.add(home, call);
  }

  /** How many there are in the stretch that begins at {@code home}. */
  int size(long home) throws Exception {
    return calls.size(home);
  }

  /** The calls of the stretch that begins at {@code home}. */
  void forEach(long home, Consumer<Call> consumer) throws Exception {
    calls.forEach(home, consumer);
  }

  /** The calls in [from, to), in no order. */
  void forEach(long from, long to, long stretch, Consumer<Call> consumer) throws Exception {
    for (long home = Times.windowStart(from, stretch); home < to; home += stretch) {
      calls.forEach(
          home,
          call -> {
            if (call.time() >= from && call.time() < to) {
              consumer.accept(call);
            }
          });
    }
  }

  /** How many there are in each stretch that has some, by its beginning, in order. */
  Map<Long, Integer> sizes() throws Exception {
    return calls.sizes();
  }

  /** From now on stretches are as long as that; calls are moved to them one by one. */
  void layOut(long stretch) throws Exception {
    ids.clear();
    calls.moveAll(
        call -> {
          long home = Times.windowStart(call.time(), stretch);
          ids.put(new CallId(home, call.eventId()), true);
          return home;
        });
  }

  void forget(long home) throws Exception {
    takeOut(home, call -> {});
  }

  /** Forgets the calls of a stretch, and passes them on one by one. */
  void takeOut(long home, Consumer<Call> consumer) throws Exception {
    calls.takeOut(
        home,
        call -> {
          ids.remove(new CallId(home, call.eventId()));
          consumer.accept(call);
        });
  }

  boolean isEmpty() throws Exception {
    return calls.isEmpty();
  }

  void clear() {
    calls.clear();
    ids.clear();
  }
}
