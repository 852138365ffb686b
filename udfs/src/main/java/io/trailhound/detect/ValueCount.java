package io.trailhound.detect;

import io.trailhound.alert.AlertFactory;
import io.trailhound.model.Alert;
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
 * Calls of a group in, an alert for each tumbling window whose count meets the threshold out
 * (RULES.md section 2.3): early on the call that completes it, final with all contents when the
 * watermark passes the window's end.
 *
 * <p>State per window: its calls by event id (one blind write an event, which also makes a repeated
 * delivery harmless) and, until the early alert is out, the distinct values so far, never more than
 * the threshold. One timer a window; closing it clears everything.
 *
 * <p>Limits: what the edge of a window splits does not add up. {@link SlidingCount} has no edges.
 */
public final class ValueCount extends KeyedProcessFunction<WindowKey, Signal, Alert> {
  public static final String UID = "value-count";

  public static final MapStateDescriptor<String, Call> CALLS =
      new MapStateDescriptor<>("calls", Types.STRING, Types.POJO(Call.class));

  static final ValueStateDescriptor<Progress> PROGRESS =
      new ValueStateDescriptor<>("progress", Types.POJO(Progress.class));

  /** How far an open window is toward its early alert. */
  public static final class Progress {
    /** Distinct values, or event ids for event_count; null once the alert is out. */
    public Set<String> seen = new HashSet<>();

    public Progress() {}
  }

  private final Map<String, Rule.ValueCount> rules;

  private transient MapState<String, Call> calls;
  private transient ValueState<Progress> progress;

  ValueCount(List<Rule.ValueCount> rules) {
    this.rules = ByName.of(rules);
  }

  /** Attaches the operator; {@code rules} are the tumbling ones. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> signals, List<Rule.ValueCount> rules) {
    Map<String, Rule.ValueCount> byName = ByName.of(rules);
    return Detector.attach(
        signals,
        signal -> window(byName, signal),
        Types.POJO(WindowKey.class),
        new ValueCount(rules),
        UID);
  }

  static WindowKey window(Map<String, Rule.ValueCount> rules, Signal signal) {
    long size = rules.get(signal.rule).timespan().toMillis();
    return new WindowKey(signal.rule, signal.group, Times.windowStart(signal.time, size));
  }

  @Override
  public void open(OpenContext context) {
    calls = getRuntimeContext().getMapState(CALLS);
    progress = getRuntimeContext().getState(PROGRESS);
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.ValueCount rule = rules.get(signal.rule);
    WindowKey window = ctx.getCurrentKey();
    calls.put(signal.eventId, Call.of(signal));
    ctx.timerService().registerEventTimeTimer(end(rule, window) - 1);
    if (rule.threshold().monotone() && completes(rule, signal)) {
      out.collect(alert(rule, window, Alert.EARLY).arrivedAt(signal.arrival));
    }
  }

  /** Whether this very call brings the window to the threshold; keeps the progress toward it. */
  private boolean completes(Rule.ValueCount rule, Signal signal) throws Exception {
    String counted = rule.field() == null ? signal.eventId : signal.value;
    Progress soFar = progress.value();
    if (soFar == null) {
      soFar = new Progress();
    }
    if (counted == null || soFar.seen == null || !Values.addTo(soFar.seen, counted)) {
      return false;
    }
    boolean complete = soFar.seen.size() >= rule.threshold().min();
    if (complete) {
      soFar.seen = null;
    }
    progress.update(soFar);
    return complete;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    WindowKey window = ctx.getCurrentKey();
    Rule.ValueCount rule = rules.get(window.rule());
    if (rule != null && mayFire(rule)) {
      Alert alert = alert(rule, window, Alert.FINAL);
      if (rule.threshold().test(rule.field() == null ? alert.count : alert.distinct)) {
        out.collect(alert);
      }
    }
    calls.clear();
    progress.clear();
  }

  /** Most windows stay below their threshold: then there's no need to read the calls. */
  private boolean mayFire(Rule.ValueCount rule) throws Exception {
    if (!rule.threshold().monotone()) {
      return true;
    }
    Progress soFar = progress.value();
    return soFar != null && soFar.seen == null;
  }

  private Alert alert(Rule.ValueCount rule, WindowKey window, String phase) throws Exception {
    List<Call> all = new ArrayList<>();
    calls.values().forEach(all::add);
    return AlertFactory.valueCount(
        rule, window.group(), window.start(), end(rule, window), all, phase);
  }

  private static long end(Rule.ValueCount rule, WindowKey window) {
    return window.start() + rule.timespan().toMillis();
  }
}
