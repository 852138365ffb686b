package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
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
 * <p>State per window: its calls by event id ({@link WindowCalls}), which makes a repeated delivery
 * harmless, and, where there are more than a few, until the early alert is out the distinct values
 * so far, an entry each, never more than the threshold. One timer a window; closing it clears
 * everything.
 *
 * <p>Limits: what the edge of a window splits does not add up. {@link SlidingCount} has no edges.
 */
public final class ValueCount extends KeyedProcessFunction<WindowKey, Signal, Alert>
    implements Detector.Restored<WindowKey> {
  public static final String UID = "value-count";

  public static final MapStateDescriptor<String, Call> CALLS =
      new MapStateDescriptor<>("calls", Types.STRING, Types.POJO(Call.class));

  public static final ValueStateDescriptor<Progress> PROGRESS =
      new ValueStateDescriptor<>("progress", Types.POJO(Progress.class));

  static final MapStateDescriptor<String, Boolean> VALUES =
      new MapStateDescriptor<>("values", Types.STRING, Types.BOOLEAN);

  /** How far an open window is toward its early alert, and a few calls. */
  public static final class Progress {
    /** Null once the alert is out. In savepoints of 0.1.0 the values that VALUES has now. */
    public Set<String> seen = new HashSet<>();

    /** How many distinct values there were until then, or calls for event_count. */
    public long distinct;

    /** value_sum with a lower bound: the sum, also of what comes after the early alert. */
    public String sum;

    /** All calls by event id, see {@link WindowCalls}; null when they're in CALLS, as in 0.1.0. */
    public List<Call> few;

    /** Where the window's timer is, milliseconds; 0 in 0.1.0. */
    public long timer;

    public Progress() {}

    static Progress ofNothing() {
      Progress nothing = new Progress();
      nothing.few = new ArrayList<>(1);
      return nothing;
    }

    boolean isTold() {
      return seen == null;
    }

    void tell() {
      seen = null;
    }
  }

  private final Map<String, Rule.ValueCount> rules;

  private transient WindowCalls calls;
  private transient ValueState<Progress> progress;

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
    calls = new WindowCalls(getRuntimeContext());
    progress = getRuntimeContext().getState(PROGRESS);
  }

  /** In 0.1.0 a window of calls without values had no progress. */
  @Override
  public void restored(KeyedStateBackend<WindowKey> state) throws Exception {
    state.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        CALLS,
        (window, entries) -> {
          if (progress.value() == null) {
            progress.update(new Progress());
          }
        });
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = rules.get(signal.rule);
    if (rule == null) {
      return;
    }
    WindowKey window = ctx.getCurrentKey();
    long end = window.start() + rule.span();
    Progress soFar = progress.value();
    soFar = soFar == null ? Progress.ofNothing() : soFar;
    boolean changed = soFar.few != null;
    if (soFar.timer != end - 1) {
      soFar.timer = end - 1;
      ctx.timerService().registerEventTimeTimer(end - 1);
      changed = true;
    }
    boolean wasTold = soFar.isTold();
    if (rule.monotone()) {
      changed |= calls.count(rule, signal, soFar);
    } else if (rule.measure() != null && rule.measure().early()) {
      changed |= calls.sum(rule.measure(), signal, soFar);
    }
    calls.put(rule, soFar, Call.of(signal));
    if (soFar.isTold() && !wasTold) {
      CallSummary all = CallSummary.of(rule, calls.all(soFar));
      out.collect(alert(rule, window, end, all, Alert.EARLY).arrivedAt(signal.arrival));
    }
    if (changed) {
      progress.update(soFar);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    WindowKey window = ctx.getCurrentKey();
    Rule.ValueCount rule = ByName.find(rules, new DetectorKey(window.rule(), window.group()));
    Progress soFar = progress.value();
    if (rule != null) {
      // The rule may have had another timespan when the window opened, which then ends as it began.
      boolean stillOne = Times.windowStart(window.start(), rule.span()) == window.start();
      long end = stillOne ? window.start() + rule.span() : timestamp + 1;
      if (timestamp < end - 1) {
        ctx.timerService().registerEventTimeTimer(end - 1);
        return;
      }
      close(rule, window, end, soFar, out);
    }
    progress.clear();
    calls.clear(soFar);
  }

  private void close(
      Rule.ValueCount rule, WindowKey window, long end, Progress soFar, Collector<Alert> out)
      throws Exception {
    if (!mayFire(rule, soFar)) {
      return;
    }
    CallSummary inside = new CallSummary(rule);
    for (Call call : calls.all(soFar)) {
      if (call.time() < end) {
        inside.add(call);
      }
    }
    if (inside.fires()) {
      out.collect(alert(rule, window, end, inside, Alert.FINAL));
    } else if (soFar != null && soFar.isTold()) {
      // The rule is another one since the early alert.
      CallSummary all = CallSummary.of(rule, calls.all(soFar));
      out.collect(alert(rule, window, end, all, Alert.WITHDRAWN));
    }
  }

  /** Most windows stay below their threshold: then there's no need to read the calls. */
  private static boolean mayFire(Rule.ValueCount rule, Progress soFar) {
    if (!rule.monotone() || (soFar != null && soFar.isTold())) {
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
