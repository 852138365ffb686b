package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Successful calls of a user in, an alert out for each hour in which a user of nearly only trusted
 * networks did something sensitive from elsewhere (docs/contract.md section 2.4): early, final or
 * withdrawn.
 *
 * <p>A sliding window of 7 days every hour would copy each event 168 times. Here an event goes into
 * the one bucket of its hour, and only hours that saw an uncommon event are looked at. State:
 * {@link HourlyBuckets}, which know the events of hours still open, and the open hours themselves.
 * Timers: one per key and open hour, and one on a midnight that takes away what has expired; it
 * sets the next one while anything is left, whatever the rule's times were when that came in.
 */
public final class RareRatio extends KeyedProcessFunction<DetectorKey, Signal, Alert>
    implements Detector.Restored<DetectorKey> {
  public static final String UID = "rare-ratio";

  static final MapStateDescriptor<EventHash, Long> EVENTS =
      new MapStateDescriptor<>("events", Types.POJO(EventHash.class), Types.LONG);
  static final ValueStateDescriptor<OpenHours> OPEN_HOURS =
      new ValueStateDescriptor<>("open-hours", Types.POJO(OpenHours.class));

  private final Map<String, Rule.RareRatio> rules;

  private transient HourlyBuckets buckets;
  private transient ValueState<OpenHours> openHours;

  /** {@link OpenHours#conditions(Rule.RareRatio)} by the name of the rule. */
  private transient Map<String, String> conditions;

  RareRatio(List<Rule.RareRatio> rules) {
    this.rules = ByName.of(rules);
  }

  /** Attaches the operator, keyed by rule and group. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> population, List<Rule.RareRatio> rules) {
    return Detector.attach(
        GatherTrusted.attach(population, rules),
        DetectorKey::of,
        Types.POJO(DetectorKey.class),
        new RareRatio(rules),
        UID);
  }

  @Override
  public void open(OpenContext context) {
    buckets = new HourlyBuckets(getRuntimeContext());
    openHours = getRuntimeContext().getState(OPEN_HOURS);
    conditions = new HashMap<>();
    rules.forEach((name, rule) -> conditions.put(name, OpenHours.conditions(rule)));
  }

  @Override
  public void restored(KeyedStateBackend<DetectorKey> state) throws Exception {
    buckets.expect010();
    state.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        HourlyBuckets.TRUSTED,
        (key, entries) -> buckets.list());
    state.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        HourlyBuckets.UNCOMMON,
        (key, entries) -> buckets.countUncommon());
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.RareRatio rule = rules.get(signal.rule);
    if (rule == null) {
      return;
    }
    long hour = Times.windowStart(signal.time, rule.every().toMillis());
    HourlyBuckets.Added added = buckets.add(signal, hour);
    if (added.events() == 0) {
      return;
    }
    long end = hour + rule.every().toMillis();
    boolean opens = added.opens();
    OpenHours open = openHours.value();
    if (signal.activity != null) {
      open = open == null ? new OpenHours() : open;
      opens |= open.open(end);
    }
    if (opens) {
      ctx.timerService().registerEventTimeTimer(end - 1);
    }
    if (open != null && lookEarly(rule, signal, added.events(), open, out)) {
      openHours.update(open);
    }
  }

  /** When a bucket goes that is of no use any more: one millisecond before the next midnight. */
  private static long expiry(Rule.RareRatio rule, long hour) {
    return Times.endOfDay(hour + rule.span().toMillis() - 1) - 1;
  }

  /**
   * Sends the early alert of every open hour whose condition {@code signal} completes.
   *
   * @param events how many it brings
   */
  private boolean lookEarly(
      Rule.RareRatio rule, Signal signal, int events, OpenHours open, Collector<Alert> out)
      throws Exception {
    boolean trustedOne = signal.activity == null;
    boolean anew = open.change(conditions.get(rule.name()));
    boolean changed = !trustedOne || anew;
    for (OpenHours.Hour hour : open.hours) {
      boolean inside = signal.time < hour.end && signal.time >= hour.end - rule.span().toMillis();
      if (hour.earlySent || (!anew && (!inside || (trustedOne && hour.missingTrusted == 0)))) {
        continue;
      }
      changed = true;
      if (trustedOne && inside) {
        hour.missingTrusted -= events;
      }
      if (anew || hour.missingTrusted <= 0) {
        look(rule, signal, hour, out);
      }
    }
    return changed;
  }

  /** Counts first, which is cheap and nearly always settles it; then all the rest. */
  private void look(Rule.RareRatio rule, Signal signal, OpenHours.Hour hour, Collector<Alert> out)
      throws Exception {
    hour.missingTrusted = buckets.missingTrusted(rule, hour.end);
    if (hour.missingTrusted == 0) {
      RatioSummary summary = buckets.summarize(rule, hour.end);
      if (summary.fires()) {
        hour.earlySent = true;
        out.collect(
            AlertFactory.rareRatio(rule, signal.group, summary, Alert.EARLY)
                .arrivedAt(signal.arrival));
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    Rule.RareRatio rule = ByName.find(rules, ctx.getCurrentKey());
    if (rule == null) {
      clear(); // the rule was removed: its state goes with its own timers
      return;
    }
    long end = timestamp + 1;
    closeHour(rule, ctx.getCurrentKey().group(), end, out);
    long closed = end - rule.every().toMillis();
    HourlyBuckets.Close close = buckets.close(closed, rule.every().toMillis());
    if (close == HourlyBuckets.Close.ALONE) {
      ctx.timerService().registerEventTimeTimer(expiry(rule, closed));
    }
    if (close == HourlyBuckets.Close.NOTHING || Times.isMidnight(end)) {
      clean(rule, closed, ctx.timerService());
    }
  }

  /** What has expired goes; for what stays there will be a timer. */
  private void clean(Rule.RareRatio rule, long closed, TimerService timers) throws Exception {
    long expired = closed + rule.every().toMillis() - rule.span().toMillis();
    long first = buckets.removeUpTo(expired, closed);
    if (first < Long.MAX_VALUE) {
      timers.registerEventTimeTimer(expiry(rule, first));
    }
  }

  private void closeHour(Rule.RareRatio rule, String group, long end, Collector<Alert> out)
      throws Exception {
    OpenHours open = openHours.value();
    OpenHours.Hour hour = open == null ? null : open.close(end);
    if (hour == null) {
      return;
    }
    if (hour.earlySent || buckets.missingTrusted(rule, end) == 0) {
      RatioSummary summary = buckets.summarize(rule, end);
      if (summary.fires()) {
        out.collect(AlertFactory.rareRatio(rule, group, summary, Alert.FINAL));
      } else if (hour.earlySent) {
        out.collect(AlertFactory.rareRatio(rule, group, summary, Alert.WITHDRAWN));
      }
    }
    if (open.hours.isEmpty()) {
      openHours.clear();
    } else {
      openHours.update(open);
    }
  }

  private void clear() {
    buckets.clear();
    openHours.clear();
  }
}
