package io.trailhound.detect;

import io.trailhound.alert.AlertFactory;
import io.trailhound.alert.CallSummary;
import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
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
 * then: {@link MovingCount}.
 *
 * <p>State: those two, where the last final window ends, and the rule by which all that is laid
 * out: under another one, or from a savepoint of 0.1.0, it's laid out anew. Timers: two a stretch
 * of a timespan, and what was put off; under thresholds that more calls can undo, two per time at
 * which the group called.
 */
public final class SlidingCount extends KeyedProcessFunction<DetectorKey, Signal, Alert> {
  public static final String UID = "sliding-count";

  static final ValueStateDescriptor<Long> USED_UP_TO =
      new ValueStateDescriptor<>("used-up-to", Types.LONG);
  static final ValueStateDescriptor<String> LAID_OUT =
      new ValueStateDescriptor<>("laid-out", Types.STRING);

  private final Map<String, Rule.ValueCount> rules;

  private transient CallsOf010 of010;
  private transient ValueState<Long> usedUpTo;
  private transient ValueState<String> laidOut;
  private transient HeldCalls calls;
  private transient SlidingWindows windows;
  private transient MovingCount moving;

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
    of010 = new CallsOf010(getRuntimeContext());
    usedUpTo = getRuntimeContext().getState(USED_UP_TO);
    laidOut = getRuntimeContext().getState(LAID_OUT);
    calls = new HeldCalls(getRuntimeContext());
    windows = new SlidingWindows(getRuntimeContext(), calls);
    moving = new MovingCount(getRuntimeContext(), calls);
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = rules.get(signal.rule);
    if (rule == null) {
      return;
    }
    TimerService timers = ctx.timerService();
    layOut(rule, signal.group, timers, out);
    Call call = Call.of(signal);
    if (calls.contains(call, stretch(rule))) {
      return;
    }
    hold(rule, call, timers);
    if (rule.threshold().monotone()) {
      WindowSearch.Change change = windows.add(rule, call, used());
      tell(rule, signal.group, change, signal.arrival, timers, out);
      Long moved = windows.moved(rule.span());
      if (moved != null && !change.fired().contains(moved)) {
        out.collect(alert(rule, signal.group, moved, Alert.EARLY).arrivedAt(signal.arrival));
      }
    }
  }

  /** Sends early alerts of windows that fire now, and takes back those that do no more. */
  private void tell(
      Rule.ValueCount rule,
      String group,
      WindowSearch.Change change,
      long arrival,
      TimerService timers,
      Collector<Alert> out)
      throws Exception {
    for (long start : change.fired()) {
      timers.registerEventTimeTimer(start + rule.span() - 1);
      out.collect(alert(rule, group, start, Alert.EARLY).arrivedAt(arrival));
    }
    for (long start : change.undone()) {
      out.collect(alert(rule, group, start, Alert.WITHDRAWN));
    }
    for (long start : change.putOff()) {
      timers.registerEventTimeTimer(start + rule.span() - 1);
    }
  }

  /** Calls are looked for near a window, or where more calls can undo a count by their time. */
  private static long stretch(Rule.ValueCount rule) {
    return rule.threshold().monotone() ? rule.span() : 1;
  }

  private void hold(Rule.ValueCount rule, Call call, TimerService timers) throws Exception {
    long span = rule.span();
    if (!calls.add(call, stretch(rule))) {
      return;
    }
    if (rule.threshold().monotone()) {
      timers.registerEventTimeTimer(Times.windowStart(call.time(), span) + 2 * span - 1);
    } else {
      timers.registerEventTimeTimer(call.time());
      timers.registerEventTimeTimer(call.time() + span - 1);
    }
  }

  private static String layout(Rule.ValueCount rule) {
    String counts = rule.field() == null ? " calls by " : " values by ";
    return rule.timespan() + " " + rule.threshold() + counts + stretch(rule);
  }

  /**
   * Lays out anew what is kept of a key, unless it was done by the same rule; returns whether it
   * did.
   */
  private boolean layOut(
      Rule.ValueCount rule, String group, TimerService timers, Collector<Alert> out)
      throws Exception {
    String wanted = layout(rule);
    if (wanted.equals(laidOut.value())) {
      return false;
    }
    laidOut.update(wanted);
    Set<Long> before = new TreeSet<>();
    List<Call> held = windows.takeAll(before);
    of010.takeAll(held, before);
    moving.clear();

    Set<Long> stretches = new TreeSet<>();
    for (Call call : held) {
      hold(rule, call, timers);
      stretches.add(Times.windowStart(call.time(), rule.span()));
    }
    WindowSearch.Change now =
        rule.threshold().monotone()
            ? windows.decideAll(rule, stretches, used())
            : new WindowSearch.Change();
    for (long start : now.fired()) {
      timers.registerEventTimeTimer(start + rule.span() - 1);
    }
    Set<Long> stay = new TreeSet<>(now.fired());
    stay.retainAll(before);
    before.removeAll(stay);
    now.fired().removeAll(stay);
    now.undone().clear();
    now.undone().addAll(before);
    tell(rule, group, now, 0, timers, out);
    return true;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = ByName.find(rules, ctx.getCurrentKey());
    if (rule == null) {
      clear(); // the rule was removed: its state goes with its own timers
      return;
    }
    String group = ctx.getCurrentKey().group();
    long start = timestamp + 1 - rule.span();
    if (layOut(rule, group, ctx.timerService(), out)) {
      // All timers are there again, of earlier times as well.
    } else if (rule.threshold().monotone()) {
      WindowSearch.Change change = windows.settle(rule, start, used());
      tell(rule, group, change, 0, ctx.timerService(), out);
      if (windows.isDone(start, rule.span())) {
        end(rule, group, start, out);
      }
      windows.forget(start - rule.span());
    } else {
      moving.enter(rule, timestamp);
      if (start >= used() && moving.fires(rule, start)) {
        end(rule, group, start, out);
      }
      moving.leave(rule, start);
    }
    if (calls.isEmpty()) {
      clear();
    }
  }

  private void end(Rule.ValueCount rule, String group, long start, Collector<Alert> out)
      throws Exception {
    usedUpTo.update(start + rule.span());
    out.collect(alert(rule, group, start, Alert.FINAL));
  }

  private long used() throws Exception {
    Long used = usedUpTo.value();
    return used == null ? Long.MIN_VALUE : used;
  }

  private Alert alert(Rule.ValueCount rule, String group, long start, String phase)
      throws Exception {
    long end = start + rule.span();
    CallSummary window = new CallSummary(rule);
    if (rule.threshold().monotone()) {
      calls.forEach(start, end, rule.span(), window::add);
    } else {
      moving.forEach(start, window::add);
    }
    return AlertFactory.valueCount(rule, group, start, end, window, phase);
  }

  private void clear() {
    windows.clear();
    moving.clear();
    of010.clear();
    usedUpTo.clear();
    laidOut.clear();
  }
}
