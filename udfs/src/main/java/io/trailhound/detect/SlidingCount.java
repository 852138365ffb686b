package io.trailhound.detect;

import io.trailhound.alert.AlertFactory;
import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Calls of a group in, an alert for each stretch of a timespan whose count meets the threshold out:
 * value_count and event_count with {@code window: sliding}.
 *
 * <p>A window begins at a call and is half-open. Windows are decided in the order of their first
 * call; one that fires takes its calls with it, the next begins behind it. Identity: rule, group,
 * window start, as for tumbling ones. Where more calls can't undo a count, {@link SlidingWindows}
 * decides so at every call by what is known: what fires goes out early, what fires no more is taken
 * back, and what stands when the watermark passes its end is final. Other thresholds are decided
 * then.
 *
 * <p>State: {@link SlidingWindows}, where the last final window ends, and the rule by which all
 * that is laid out: under another one, or from a savepoint of 0.1.0, it's laid out anew. Timers:
 * two a stretch of a timespan; under thresholds that more calls can undo, one per time at which the
 * group called.
 */
public final class SlidingCount extends KeyedProcessFunction<DetectorKey, Signal, Alert> {
  public static final String UID = "sliding-count";

  /** Of 0.1.0: the calls. */
  static final MapStateDescriptor<Long, CallBucket> BUCKETS =
      new MapStateDescriptor<>("buckets", Types.LONG, Types.POJO(CallBucket.class));

  /** Of 0.1.0: starts of the windows whose early alert is out. */
  static final MapStateDescriptor<Long, Boolean> EARLY =
      new MapStateDescriptor<>("early", Types.LONG, Types.BOOLEAN);

  static final ValueStateDescriptor<Long> USED_UP_TO =
      new ValueStateDescriptor<>("used-up-to", Types.LONG);
  static final ValueStateDescriptor<String> LAID_OUT =
      new ValueStateDescriptor<>("laid-out", Types.STRING);

  private final Map<String, Rule.ValueCount> rules;

  private transient MapState<Long, CallBucket> buckets;
  private transient MapState<Long, Boolean> early;
  private transient ValueState<Long> usedUpTo;
  private transient ValueState<String> laidOut;
  private transient HeldCalls calls;
  private transient SlidingWindows windows;

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
    laidOut = getRuntimeContext().getState(LAID_OUT);
    calls = new HeldCalls(getRuntimeContext());
    windows = new SlidingWindows(getRuntimeContext(), calls);
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = rules.get(signal.rule);
    if (rule == null) {
      return;
    }
    TimerService timers = ctx.timerService();
    layOut(rule, signal.group, timers, out);
    long span = rule.span();
    Call call = Call.of(signal);
    if (calls.contains(call, span)) {
      return;
    }
    hold(rule, call, timers);
    if (rule.threshold().monotone()) {
      decide(rule, signal, call, timers, out);
    }
  }

  /** Sends early alerts of windows that the call makes fire, or complete earlier than was told. */
  private void decide(
      Rule.ValueCount rule, Signal signal, Call call, TimerService timers, Collector<Alert> out)
      throws Exception {
    long span = rule.span();
    SlidingWindows.Change change = new SlidingWindows.Change();
    if (windows.completes(rule, call)) {
      change = windows.decide(rule, call.time() - span + 1, call.time() + 1, used());
    }
    for (long start : change.fired()) {
      timers.registerEventTimeTimer(start + span - 1);
      out.collect(alert(rule, signal.group, start, Alert.EARLY).arrivedAt(signal.arrival));
    }
    for (long start : change.undone()) {
      out.collect(alert(rule, signal.group, start, Alert.WITHDRAWN));
    }
    Long moved = windows.moved(span);
    if (moved != null && !change.fired().contains(moved)) {
      out.collect(alert(rule, signal.group, moved, Alert.EARLY).arrivedAt(signal.arrival));
    }
  }

  private void hold(Rule.ValueCount rule, Call call, TimerService timers) throws Exception {
    long span = rule.span();
    if (calls.add(call, span)) {
      timers.registerEventTimeTimer(Times.windowStart(call.time(), span) + 2 * span - 1);
    }
    if (!rule.threshold().monotone()) {
      timers.registerEventTimeTimer(call.time() + span - 1);
    }
  }

  /** Lays out anew what is kept of a key, unless it was done by the same rule. */
  private void layOut(Rule.ValueCount rule, String group, TimerService timers, Collector<Alert> out)
      throws Exception {
    String wanted =
        "%s %s %s"
            .formatted(
                rule.timespan(), rule.threshold(), rule.field() == null ? "events" : "values");
    if (wanted.equals(laidOut.value())) {
      return;
    }
    laidOut.update(wanted);
    Set<Long> before = new TreeSet<>();
    List<Call> held = windows.takeAll(before);
    for (CallBucket bucket : buckets.values()) {
      held.addAll(bucket.calls.values());
    }
    early.keys().forEach(before::add);
    buckets.clear();
    early.clear();

    Set<Long> stretches = new TreeSet<>();
    for (Call call : held) {
      hold(rule, call, timers);
      stretches.add(Times.windowStart(call.time(), rule.span()));
    }
    Set<Long> now =
        rule.threshold().monotone() ? windows.decideAll(rule, stretches, used()) : Set.of();
    for (long start : now) {
      timers.registerEventTimeTimer(start + rule.span() - 1);
      if (!before.contains(start)) {
        out.collect(alert(rule, group, start, Alert.EARLY));
      }
    }
    for (long start : before) {
      if (!now.contains(start)) {
        out.collect(alert(rule, group, start, Alert.WITHDRAWN));
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = ByName.find(rules, ctx.getCurrentKey());
    if (rule == null) {
      clear(); // the rule was removed: its state goes with its own timers
      return;
    }
    String group = ctx.getCurrentKey().group();
    layOut(rule, group, ctx.timerService(), out);
    long span = rule.span();
    long start = timestamp + 1 - span;
    if (rule.threshold().monotone() ? windows.isDone(start, span) : isFinal(rule, start)) {
      usedUpTo.update(start + span);
      out.collect(alert(rule, group, start, Alert.FINAL));
    }
    windows.forget(start - span);
    if (calls.isEmpty()) {
      clear();
    }
  }

  /** Whether a window begins at {@code start} and fires, now that all its calls are known. */
  private boolean isFinal(Rule.ValueCount rule, long start) throws Exception {
    long span = rule.span();
    List<Call> window = calls.in(start, start + span, span);
    return start >= used()
        && !window.isEmpty()
        && window.get(0).time() == start
        && rule.threshold().test(count(rule, window));
  }

  private static long count(Rule.ValueCount rule, List<Call> window) {
    if (rule.field() == null) {
      return window.size();
    }
    Set<String> values = new HashSet<>();
    window.forEach(call -> Values.addTo(values, call.value()));
    return values.size();
  }

  private long used() throws Exception {
    Long used = usedUpTo.value();
    return used == null ? Long.MIN_VALUE : used;
  }

  private Alert alert(Rule.ValueCount rule, String group, long start, String phase)
      throws Exception {
    long span = rule.span();
    List<Call> window = calls.in(start, start + span, span);
    return AlertFactory.valueCount(rule, group, start, start + span, window, phase);
  }

  private void clear() {
    windows.clear();
    buckets.clear();
    early.clear();
    usedUpTo.clear();
    laidOut.clear();
  }
}
