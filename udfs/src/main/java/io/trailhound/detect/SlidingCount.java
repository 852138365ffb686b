package io.trailhound.detect;

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
 * value_count, event_count and what measures numbers, with {@code window: sliding}.
 *
 * <p>A window begins at a call and is half-open. Windows are decided in the order of their first
 * call; one that fires takes its calls with it, the next begins behind it. Identity: rule, group,
 * window start, as for tumbling ones. Where more calls can't undo a count, {@link SlidingWindows}
 * decides so at every call by what is known: what fires goes out early, what fires no more is taken
 * back, and what stands when the watermark passes its end is final. Other thresholds are decided
 * then: {@link MovingCount}. Of these, sums with a lower bound are told early as well: {@link
 * EarlySums}.
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
  private transient EarlySums sums;
  private transient SlidingAlerts alerts;

  SlidingCount(List<Rule.ValueCount> rules) {
    this.rules = ByName.of(rules);
  }

  /** Attaches the operator; {@code rules} are the sliding ones. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> signals, List<Rule.ValueCount> rules) {
    return attach(signals, rules, UID);
  }

  /** The same for a further stage. */
  static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> signals, List<Rule.ValueCount> rules, String uid) {
    return Detector.attach(
        signals, DetectorKey::of, Types.POJO(DetectorKey.class), new SlidingCount(rules), uid);
  }

  @Override
  public void open(OpenContext context) {
    of010 = new CallsOf010(getRuntimeContext());
    usedUpTo = getRuntimeContext().getState(USED_UP_TO);
    laidOut = getRuntimeContext().getState(LAID_OUT);
    calls = new HeldCalls(getRuntimeContext());
    windows = new SlidingWindows(getRuntimeContext(), calls);
    MovingNumbers numbers = new MovingNumbers(getRuntimeContext());
    moving = new MovingCount(getRuntimeContext(), calls, numbers);
    sums = new EarlySums(getRuntimeContext(), numbers);
    alerts = new SlidingAlerts(calls, moving);
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
    if (calls.contains(call, Layout.stretch(rule))) {
      return;
    }
    boolean first = hold(rule, call, timers);
    if (Layout.isEarlySum(rule)) {
      alerts.tell(
          rule, signal.group, sums.add(rule, call, first, used()), signal.arrival, timers, out);
    } else if (rule.monotone()) {
      WindowSearch.Change change = windows.add(rule, call, used());
      alerts.tell(rule, signal.group, change, signal.arrival, timers, out);
      Long moved = windows.moved(rule.span());
      if (moved != null && !change.fired().contains(moved)) {
        out.collect(alerts.of(rule, signal.group, moved, Alert.EARLY).arrivedAt(signal.arrival));
      }
    }
  }

  /** Returns whether it's the first call of its stretch. */
  private boolean hold(Rule.ValueCount rule, Call call, TimerService timers) throws Exception {
    boolean first = calls.add(call, Layout.stretch(rule));
    moving.hold(rule, call);
    if (first) {
      Layout.registerTimers(rule, call.time(), timers);
    }
    return first;
  }

  /**
   * Lays out anew what is kept of a key, unless it was done by the same rule; returns whether it
   * did.
   */
  private boolean layOut(
      Rule.ValueCount rule, String group, TimerService timers, Collector<Alert> out)
      throws Exception {
    String wanted = Layout.of(rule);
    if (wanted.equals(laidOut.value())) {
      return false;
    }
    Set<Long> before = new TreeSet<>();
    windows.takeFired(before);
    sums.addTold(before);
    sums.clear();
    moving.clear();
    moveCalls(rule, before);
    laidOut.update(wanted);

    Map<Long, Integer> held = calls.sizes();
    for (long home : held.keySet()) {
      Layout.registerTimers(rule, home, timers);
      moving.holdAll(rule, home);
    }
    WindowSearch.Change now = new WindowSearch.Change();
    if (Layout.isEarlySum(rule)) {
      now = sums.decideAll(rule, held.values(), used());
    } else if (rule.monotone()) {
      now = windows.decideAll(rule, held.keySet(), used());
    }
    for (long start : now.fired()) {
      timers.registerEventTimeTimer(start + rule.span() - 1);
    }
    now.since(before);
    alerts.tell(rule, group, now, 0, timers, out);
    return true;
  }

  /** Where stretches are as long as before, calls stay where they are. */
  private void moveCalls(Rule.ValueCount rule, Set<Long> fired) throws Exception {
    long stretch = Layout.stretch(rule);
    String before = laidOut.value();
    if (before == null) {
      of010.takeAll(call -> calls.add(call, stretch), fired);
    } else if (Layout.stretch(before) != stretch) {
      calls.layOut(stretch);
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
    long start = timestamp + 1 - rule.span();
    if (layOut(rule, group, ctx.timerService(), out)) {
      // All timers are there again, of earlier times as well.
    } else if (rule.monotone()) {
      WindowSearch.Change change = windows.settle(rule, start, used());
      alerts.tell(rule, group, change, 0, ctx.timerService(), out);
      if (windows.isDone(start, rule.span())) {
        end(rule, group, start, out);
      }
      windows.forget(start - rule.span());
      forgetUsed(rule);
    } else {
      move(rule, group, timestamp, start, out);
    }
    if (!moving.goesOnBehind(start) && calls.isEmpty()) {
      clear();
    }
  }

  /** The calls of {@code now} enter, the window that begins at {@code start} is decided. */
  private void move(Rule.ValueCount rule, String group, long now, long start, Collector<Alert> out)
      throws Exception {
    moving.enter(rule, now);
    boolean fires = start >= used() && moving.fires(rule, start);
    int first = calls.size(start);
    boolean told = Layout.isEarlySum(rule) && first > 0 && sums.end(start, first, fires);
    if (fires) {
      end(rule, group, start, out);
    } else if (told) {
      out.collect(alerts.of(rule, group, start, Alert.WITHDRAWN));
    }
    if (first > 0 && moving.leave(rule, start) >= used()) {
      usedUpTo.clear();
    }
  }

  /** What no call is held of any more takes no window's calls; others may be held already. */
  private void forgetUsed(Rule.ValueCount rule) throws Exception {
    if (usedUpTo.value() != null) {
      long last = Times.windowStart(used() - 1, rule.span());
      if (calls.size(last) == 0 && calls.size(last - rule.span()) == 0) {
        usedUpTo.clear();
      }
    }
  }

  private void end(Rule.ValueCount rule, String group, long start, Collector<Alert> out)
      throws Exception {
    usedUpTo.update(start + rule.span());
    out.collect(alerts.of(rule, group, start, Alert.FINAL));
  }

  private long used() throws Exception {
    Long used = usedUpTo.value();
    return used == null ? Long.MIN_VALUE : used;
  }

  private void clear() {
    windows.clear();
    moving.clear();
    sums.clear();
    of010.clear();
    usedUpTo.clear();
    laidOut.clear();
  }
}
