package io.trailhound.detect;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The calls of a group by timespan-aligned stretches, each once. */
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
  boolean contains(Call call, long span) throws Exception {
    return ids.contains(new CallId(Times.windowStart(call.time(), span), call.eventId()));
  }

  /** Holds the call; returns whether it's the first one of its stretch. */
  boolean add(Call call, long span) throws Exception {
    long home = Times.windowStart(call.time(), span);
    ids.put(new CallId(home, call.eventId()), true);
    return calls.add(home, call);
  }

  /** The calls of the stretch that begins at {@code home}. */
  List<Call> of(long home) throws Exception {
    return calls.get(home);
  }

  /** The calls in [from, to), in order. */
  List<Call> in(long from, long to, long span) throws Exception {
    List<Call> all = new ArrayList<>();
    for (long home = Times.windowStart(from, span); home < to; home += span) {
      all.addAll(calls.get(home));
    }
    all.removeIf(call -> call.time() < from || call.time() >= to);
    all.sort(Call.IN_ORDER);
    return all;
  }

  List<Call> all() throws Exception {
    return calls.all();
  }

  void forget(long home) throws Exception {
    for (Call call : calls.remove(home)) {
      ids.remove(new CallId(home, call.eventId()));
    }
  }

  boolean isEmpty() throws Exception {
    return calls.isEmpty();
  }

  void clear() {
    calls.clear();
    ids.clear();
  }
}
