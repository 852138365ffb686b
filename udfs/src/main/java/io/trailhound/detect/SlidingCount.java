package io.trailhound.detect;

import io.trailhound.alert.AlertFactory;
import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Calls of a group in, an alert for each stretch of a timespan whose count meets the threshold out:
 * value_count and event_count with {@code window: sliding}.
 *
 * <p>A window begins at a call and is half-open. Windows are decided in the order of their first
 * call when the watermark passes their end; one that fires takes its calls with it, the next begins
 * behind it. Identity: rule, group, window start, as for tumbling ones.
 *
 * <p>State: the calls in buckets of one timespan, and where the last window that fired ends.
 * Timers: one per time at which the group called. Limits: a call reads three buckets, so a sliding
 * rule costs more than a tumbling one the more a group calls within the timespan.
 */
public final class SlidingCount extends KeyedProcessFunction<DetectorKey, Signal, Alert> {
  public static final String UID = "sliding-count";

  static final MapStateDescriptor<Long, CallBucket> BUCKETS =
      new MapStateDescriptor<>("buckets", Types.LONG, Types.POJO(CallBucket.class));
  static final MapStateDescriptor<Long, Boolean> EARLY =
      new MapStateDescriptor<>("early", Types.LONG, Types.BOOLEAN);
  static final ValueStateDescriptor<Long> USED_UP_TO =
      new ValueStateDescriptor<>("used-up-to", Types.LONG);

  private final Map<String, Rule.ValueCount> rules;

  private transient MapState<Long, CallBucket> buckets;

  /** Starts of the windows whose early alert is out. */
  private transient MapState<Long, Boolean> early;

  private transient ValueState<Long> usedUpTo;

  SlidingCount(List<Rule.ValueCount> rules) {
    this.rules = ByName.of(rules);
  }

  /** Attaches the operator; {@code rules} are the sliding ones. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> signals, List<Rule.ValueCount> rules) {
    return Detector.attach(
        signals, DetectorKey::of, Types.POJO(DetectorKey.class), new SlidingCount(rules), UID);
  }

  @Override
  public void open(OpenContext context) {
    buckets = getRuntimeContext().getMapState(BUCKETS);
    early = getRuntimeContext().getMapState(EARLY);
    usedUpTo = getRuntimeContext().getState(USED_UP_TO);
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = rules.get(signal.rule);
    if (rule == null) {
      return;
    }
    long span = rule.timespan().toMillis();
    long start = Times.windowStart(signal.time, span);
    CallBucket bucket = buckets.get(start);
    if (bucket == null) {
      bucket = new CallBucket();
      ctx.timerService().registerEventTimeTimer(start + 2 * span - 1);
    }
    if (bucket.calls.putIfAbsent(signal.eventId, Call.of(signal)) != null) {
      return;
    }
    buckets.put(start, bucket);
    ctx.timerService().registerEventTimeTimer(signal.time + span - 1);
    if (rule.threshold().monotone()) {
      lookEarly(rule, signal, out);
    }
  }

  /** Sends the early alert of the first window through {@code signal} that is complete by now. */
  private void lookEarly(Rule.ValueCount rule, Signal signal, Collector<Alert> out)
      throws Exception {
    long span = rule.timespan().toMillis();
    List<Call> around = calls(rule, signal.time - span + 1, signal.time + span);
    for (Call first : around) {
      if (first.time() > signal.time) {
        return;
      }
      List<Call> window = between(around, first.time(), first.time() + span);
      if (rule.threshold().test(count(rule, window))) {
        if (!overlapsEarly(first.time(), span)) {
          early.put(first.time(), true);
          out.collect(
              alert(rule, signal.group, first.time(), window, Alert.EARLY)
                  .arrivedAt(signal.arrival));
        }
        return;
      }
    }
  }

  private boolean overlapsEarly(long start, long span) throws Exception {
    for (long other : early.keys()) {
      if (Math.abs(other - start) < span) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = rules.get(ctx.getCurrentKey().rule());
    if (rule == null) {
      buckets.clear(); // the rule was removed: its state goes with its own timers
      early.clear();
      usedUpTo.clear();
      return;
    }
    long span = rule.timespan().toMillis();
    long start = timestamp + 1 - span;
    decide(rule, ctx.getCurrentKey().group(), start, out);
    Entries.removeIf(buckets, bucket -> bucket.getKey() + 2 * span <= timestamp + 1);
    if (buckets.isEmpty()) {
      early.clear();
      usedUpTo.clear();
    }
  }

  /** Decides the window that begins at {@code start}, if a call begins one there. */
  private void decide(Rule.ValueCount rule, String group, long start, Collector<Alert> out)
      throws Exception {
    long span = rule.timespan().toMillis();
    Long used = usedUpTo.value();
    List<Call> window = calls(rule, start, start + span);
    boolean begins = !window.isEmpty() && window.get(0).time() == start;
    boolean wasEarly = early.contains(start);
    if (begins && (used == null || start >= used) && rule.threshold().test(count(rule, window))) {
      usedUpTo.update(start + span);
      out.collect(alert(rule, group, start, window, Alert.FINAL));
    } else if (wasEarly) {
      out.collect(alert(rule, group, start, window, Alert.WITHDRAWN));
    }
    if (wasEarly) {
      early.remove(start);
    }
  }

  private static Alert alert(
      Rule.ValueCount rule, String group, long start, List<Call> window, String phase) {
    return AlertFactory.valueCount(
        rule, group, start, start + rule.timespan().toMillis(), window, phase);
  }

  private static long count(Rule.ValueCount rule, List<Call> window) {
    if (rule.field() == null) {
      return window.size();
    }
    Set<String> values = new HashSet<>();
    window.forEach(call -> Values.addTo(values, call.value()));
    return values.size();
  }

  /** The calls in [from, to), in order. */
  private List<Call> calls(Rule.ValueCount rule, long from, long to) throws Exception {
    long span = rule.timespan().toMillis();
    List<Call> calls = new ArrayList<>();
    for (long start = Times.windowStart(from, span); start < to; start += span) {
      CallBucket bucket = buckets.get(start);
      if (bucket != null) {
        calls.addAll(bucket.calls.values());
      }
    }
    calls.sort(Call.IN_ORDER);
    return between(calls, from, to);
  }

  private static List<Call> between(List<Call> calls, long from, long to) {
    return calls.stream().filter(call -> call.time() >= from && call.time() < to).toList();
  }
}
