package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Measure;
import io.trailhound.rules.Rule;
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
 * Calls of a group in, an alert for each tumbling window whose count meets the threshold out
 * (docs/contract.md section 2.3): early on the call that completes it, final with all contents when
 * the watermark passes the window's end. What more calls can undo is decided then; but a sum is
 * told early, and taken back at the end should numbers below 0 have undone it.
 *
 * <p>State per window: its calls by event id (one blind write an event, which also makes a repeated
 * delivery harmless) and, until the early alert is out, the distinct values so far, an entry each,
 * never more than the threshold. One timer a window; closing it clears everything.
 *
 * <p>Limits: what the edge of a window splits does not add up. {@link SlidingCount} has no edges.
 */
public final class ValueCount extends KeyedProcessFunction<WindowKey, Signal, Alert> {
  public static final String UID = "value-count";

  public static final MapStateDescriptor<String, Call> CALLS =
      new MapStateDescriptor<>("calls", Types.STRING, Types.POJO(Call.class));

  static final ValueStateDescriptor<Progress> PROGRESS =
      new ValueStateDescriptor<>("progress", Types.POJO(Progress.class));

  static final MapStateDescriptor<String, Boolean> VALUES =
      new MapStateDescriptor<>("values", Types.STRING, Types.BOOLEAN);

  /** How far an open window is toward its early alert. */
  public static final class Progress {
    /** Null once the alert is out. In savepoints of 0.1.0 the values that VALUES has now. */
    public Set<String> seen = new HashSet<>();

    /** How many distinct values there were until then, or calls for event_count. */
    public long distinct;

    /** value_sum with a lower bound: the sum, also of what comes after the early alert. */
    public String sum;

    public Progress() {}
  }

  private final Map<String, Rule.ValueCount> rules;

  private transient MapState<String, Call> calls;
  private transient ValueState<Progress> progress;

  /** The distinct values so far, as keys. */
  private transient MapState<String, Boolean> values;

  ValueCount(List<Rule.ValueCount> rules) {
    this.rules = ByName.of(rules);
  }

  /** Attaches the operator; {@code rules} are the tumbling ones. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> signals, List<Rule.ValueCount> rules) {
    return attach(signals, rules, UID);
  }

  /** The same for a further stage. */
  static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> signals, List<Rule.ValueCount> rules, String uid) {
    Map<String, Rule.ValueCount> byName = ByName.of(rules);
    return Detector.attach(
        signals,
        signal -> window(byName, signal),
        Types.POJO(WindowKey.class),
        new ValueCount(rules),
        uid);
  }

  static WindowKey window(Map<String, Rule.ValueCount> rules, Signal signal) {
    Rule.ValueCount rule = rules.get(signal.rule);
    long start = rule == null ? signal.time : Times.windowStart(signal.time, rule.span());
    return new WindowKey(signal.rule, signal.group, start);
  }

  @Override
  public void open(OpenContext context) {
    calls = getRuntimeContext().getMapState(CALLS);
    progress = getRuntimeContext().getState(PROGRESS);
    values = getRuntimeContext().getMapState(VALUES);
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = rules.get(signal.rule);
    if (rule == null) {
      return;
    }
    WindowKey window = ctx.getCurrentKey();
    boolean completes =
        rule.monotone()
            ? completes(rule, signal)
            : rule.measure() != null && rule.measure().early() && adds(rule.measure(), signal);
    calls.put(signal.eventId, Call.of(signal));
    ctx.timerService().registerEventTimeTimer(window.start() + rule.span() - 1);
    if (completes) {
      long end = window.start() + rule.span();
      CallSummary soFar = CallSummary.of(rule, calls.values());
      out.collect(alert(rule, window, end, soFar, Alert.EARLY).arrivedAt(signal.arrival));
    }
  }

  /** Whether this very call brings the window to the threshold; keeps the progress toward it. */
  private boolean completes(Rule.ValueCount rule, Signal signal) throws Exception {
    Progress soFar = progress.value();
    if (soFar == null) {
      soFar = new Progress();
    } else if (soFar.seen == null) {
      return false;
    }
    long before = soFar.distinct;
    takeOver(soFar);
    long needed = rule.threshold().min() - soFar.distinct;
    soFar.distinct += rule.field() == null ? newCalls(signal) : newValues(signal, needed);
    boolean complete = soFar.distinct >= rule.threshold().min();
    if (complete) {
      soFar.seen = null;
      values.clear();
    }
    if (complete || soFar.distinct != before) {
      progress.update(soFar);
    }
    return complete;
  }

  /** Whether this very call brings the sum to where it fires; keeps the sum. */
  private boolean adds(Measure measure, Signal signal) throws Exception {
    if (signal.value == null || calls.contains(signal.eventId)) {
      return false;
    }
    Progress soFar = progress.value();
    if (soFar == null) {
      soFar = new Progress();
    }
    soFar.sum = Sums.add(soFar.sum, signal.value);
    boolean completes = soFar.seen != null && Sums.fires(measure, soFar.sum);
    if (completes) {
      soFar.seen = null;
    }
    progress.update(soFar);
    return completes;
  }

  private void takeOver(Progress of010) throws Exception {
    for (String value : of010.seen) {
      values.put(value, true);
    }
    of010.distinct += of010.seen.size();
    of010.seen = new HashSet<>();
  }

  private int newCalls(Signal signal) throws Exception {
    return calls.contains(signal.eventId) ? 0 : 1;
  }

  /** No more than are needed: a call may have a list of forty thousand. */
  private long newValues(Signal signal, long needed) throws Exception {
    long fresh = 0;
    for (String value : Values.split(signal.value)) {
      if (fresh < needed && !values.contains(value)) {
        values.put(value, true);
        fresh++;
      }
    }
    return fresh;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    WindowKey window = ctx.getCurrentKey();
    Rule.ValueCount rule = ByName.find(rules, new DetectorKey(window.rule(), window.group()));
    if (rule != null) {
      // The rule may have had another timespan when the window opened, which then ends as it began.
      boolean stillOne = Times.windowStart(window.start(), rule.span()) == window.start();
      long end = stillOne ? window.start() + rule.span() : timestamp + 1;
      if (timestamp < end - 1) {
        ctx.timerService().registerEventTimeTimer(end - 1);
        return;
      }
      close(rule, window, end, out);
    }
    calls.clear();
    progress.clear();
    values.clear();
  }

  private void close(Rule.ValueCount rule, WindowKey window, long end, Collector<Alert> out)
      throws Exception {
    Progress soFar = progress.value();
    if (!mayFire(rule, soFar)) {
      return;
    }
    CallSummary inside = new CallSummary(rule);
    for (Call call : calls.values()) {
      if (call.time() < end) {
        inside.add(call);
      }
    }
    if (inside.fires()) {
      out.collect(alert(rule, window, end, inside, Alert.FINAL));
    } else if (soFar != null && soFar.seen == null) {
      // The rule is another one since the early alert.
      CallSummary all = CallSummary.of(rule, calls.values());
      out.collect(alert(rule, window, end, all, Alert.WITHDRAWN));
    }
  }

  /** Most windows stay below their threshold: then there's no need to read the calls. */
  private static boolean mayFire(Rule.ValueCount rule, Progress soFar) {
    if (!rule.monotone() || (soFar != null && soFar.seen == null)) {
      return true;
    }
    long distinct = soFar == null ? 0 : soFar.distinct + soFar.seen.size();
    return distinct >= rule.threshold().min();
  }

  private static Alert alert(
      Rule.ValueCount rule, WindowKey window, long end, CallSummary calls, String phase) {
    return AlertFactory.valueCount(rule, window.group(), window.start(), end, calls, phase);
  }
}
