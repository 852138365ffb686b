package io.trailhound.detect;

import io.trailhound.alert.AlertFactory;
import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Steps of sequences in; each step once to CEP, which waits for the watermark, and early alerts for
 * chains complete by what is known now to {@link #EARLY_ALERTS}, in whatever order steps arrive.
 *
 * <p>First input: steps that are certain. Second input: early alerts of stateful rules, which only
 * the early look may use. State ends a timespan after the last step; one timer a timespan and key,
 * which also sends CEP a tick (a step of no name), because CEP forgets expired chains only when
 * something arrives.
 *
 * <p>Limits: the early look keeps one event per step and second, which bounds its search; CEP sees
 * all of them.
 */
final class SequenceSteps extends KeyedCoProcessFunction<DetectorKey, Signal, Signal, Signal> {
  static final OutputTag<Alert> EARLY_ALERTS =
      new OutputTag<>("early-alerts", Types.POJO(Alert.class));

  static final MapStateDescriptor<StepId, Long> FORWARDED =
      new MapStateDescriptor<>("forwarded", Types.POJO(StepId.class), Types.LONG);
  static final MapStateDescriptor<StepTime, Signal> KNOWN =
      new MapStateDescriptor<>("known", Types.POJO(StepTime.class), Types.POJO(Signal.class));
  static final ValueStateDescriptor<EarlyLook> EARLY_LOOK =
      new ValueStateDescriptor<>("early-look", Types.POJO(EarlyLook.class));

  private final Map<String, Rule.Sequence> rules;
  private final Map<String, Chains> chains = new HashMap<>();

  private transient MapState<StepId, Long> forwarded;
  private transient MapState<StepTime, Signal> known;
  private transient ValueState<EarlyLook> earlyLook;

  SequenceSteps(List<Rule.Sequence> rules) {
    this.rules = ByName.of(rules);
    rules.forEach(rule -> chains.put(rule.name(), new Chains(rule)));
  }

  @Override
  public void open(OpenContext context) {
    forwarded = getRuntimeContext().getMapState(FORWARDED);
    known = getRuntimeContext().getMapState(KNOWN);
    earlyLook = getRuntimeContext().getState(EARLY_LOOK);
  }

  @Override
  public void processElement1(Signal step, Context ctx, Collector<Signal> out) throws Exception {
    if (!rules.containsKey(step.rule) || forwarded.contains(StepId.of(step))) {
      return;
    }
    forwarded.put(StepId.of(step), step.time);
    out.collect(step);
    remember(step, ctx);
  }

  @Override
  public void processElement2(Signal step, Context ctx, Collector<Signal> out) throws Exception {
    if (rules.containsKey(step.rule)) {
      remember(step, ctx);
    }
  }

  private void remember(Signal step, Context ctx) throws Exception {
    Rule.Sequence rule = rules.get(step.rule);
    registerCleanup(step.time, rule, ctx.timerService());
    Signal same = known.get(StepTime.of(step));
    if (same == null || step.eventId.compareTo(same.eventId) < 0) {
      known.put(StepTime.of(step), step);
    }
    if (same == null) {
      look(rule, step, ctx);
    }
  }

  private void look(Rule.Sequence rule, Signal step, Context ctx) throws Exception {
    EarlyLook look = earlyLook.value();
    if (look == null) {
      look = new EarlyLook();
    }
    look.steps.add(step.value);
    look.latest = Math.max(look.latest, step.time);
    long timespan = rule.timespan().toMillis();
    if (look.steps.size() == rule.steps().stream().distinct().count()
        && !look.allSent(step.time, timespan)) {
      Chains search = chains.get(rule.name());
      for (List<Signal> chain : search.completed(sortedSteps(search))) {
        long bucket = Math.floorDiv(chain.get(chain.size() - 1).time, timespan);
        if (!look.sent.contains(bucket)) {
          look.sent.add(bucket);
          ctx.output(EARLY_ALERTS, AlertFactory.sequence(rule, step.group, chain, Alert.EARLY));
        }
      }
    }
    earlyLook.update(look);
  }

  private List<Signal> sortedSteps(Chains search) throws Exception {
    List<Signal> steps = new ArrayList<>();
    known.values().forEach(steps::add);
    steps.sort(search.inOrder());
    return steps;
  }

  private static void registerCleanup(long time, Rule.Sequence rule, TimerService timers) {
    long timespan = rule.timespan().toMillis();
    timers.registerEventTimeTimer(Times.windowStart(time, timespan) + 2 * timespan);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Signal> out) throws Exception {
    DetectorKey key = ctx.getCurrentKey();
    Rule.Sequence rule = rules.get(key.rule());
    if (rule == null) {
      forwarded.clear(); // the rule was removed: its state goes with its own timers
      known.clear();
      earlyLook.clear();
      return;
    }
    long over = timestamp - rule.timespan().toMillis();
    Entries.removeIf(forwarded, step -> step.getValue() <= over);
    EarlyLook left = new EarlyLook();
    Entries.removeIf(
        known,
        step -> {
          long time = step.getKey().time();
          if (time > over) {
            left.steps.add(step.getKey().step());
            left.latest = Math.max(left.latest, time);
          }
          return time <= over;
        });
    keepSent(left, Math.floorDiv(over, rule.timespan().toMillis()));
    out.collect(tick(key, timestamp));
  }

  private void keepSent(EarlyLook left, long fromBucket) throws Exception {
    if (left.steps.isEmpty()) {
      earlyLook.clear();
      return;
    }
    EarlyLook before = earlyLook.value();
    if (before != null) {
      before.sent.stream().filter(bucket -> bucket >= fromBucket).forEach(left.sent::add);
    }
    earlyLook.update(left);
  }

  private static Signal tick(DetectorKey key, long time) {
    return new Signal(key.rule(), key.group(), time, "", "", null);
  }
}
