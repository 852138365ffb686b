package io.trailhound.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** What {@link SlidingCount} kept in version 0.1.0. */
final class CallsOf010 {
  static final MapStateDescriptor<Long, CallBucket> BUCKETS =
      new MapStateDescriptor<>("buckets", Types.LONG, Types.POJO(CallBucket.class));

  /** Starts of the windows whose early alert is out. */
  static final MapStateDescriptor<Long, Boolean> EARLY =
      new MapStateDescriptor<>("early", Types.LONG, Types.BOOLEAN);

  private final MapState<Long, CallBucket> buckets;
  private final MapState<Long, Boolean> early;

  CallsOf010(RuntimeContext context) {
    buckets = context.getMapState(BUCKETS);
    early = context.getMapState(EARLY);
  }

  /** Gives all calls, adds the starts of windows to {@code fired}, and forgets both. */
  void takeAll(ListsByTime.Taker<Call> taker, Set<Long> fired) throws Exception {
    List<Long> starts = new ArrayList<>();
    buckets.keys().forEach(starts::add);
    for (long start : starts) {
      for (Call call : buckets.get(start).calls.values()) {
        taker.take(call);
      }
      buckets.remove(start);
    }
    early.keys().forEach(fired::add);
    clear();
  }

  void clear() {
    buckets.clear();
    early.clear();
  }
}
