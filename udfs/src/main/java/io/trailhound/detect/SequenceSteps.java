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
 * Steps of sequences in; early alerts for chains complete by what is known now to {@link
 * #EARLY_ALERTS}, in whatever order steps arrive; and to CEP, which decides the final alerts, each
 * step once, but only those of groups that could complete a chain.
 *
 * <p>Nearly all groups never can: of "first seen and then impact", every busy role has thousands of
 * the one and none of the other. So steps are held until the group knows all steps of the rule at
 * once, and only then handed to CEP, {@link #BATCH} by batch when the watermark has passed it.
 * Within a batch CEP sorts by the steps' own times.
 *
 * <p>First input: steps that are certain. Second input: early alerts of stateful rules, which only
 * the early look may use. State ends at most two timespans and two batches after the last step.
 * Timers: one a timespan and key, and while a chain is possible one a batch. The former also sends
 * CEP a tick (a step of no name), because CEP forgets expired chains only when something arrives.
 *
 * <p>Limits: the early look keeps one event per step and time, which bounds its search; CEP sees
 * all of them.
 */
final class SequenceSteps extends KeyedCoProcessFunction<DetectorKey, Signal, Signal, Signal> {
  static final OutputTag<Alert> EARLY_ALERTS =
      new OutputTag<>("early-alerts", Types.POJO(Alert.class));

  /** How much event time is handed to CEP together, milliseconds; finals wait that much longer. */
  static final long BATCH = 60_000;

  static final MapStateDescriptor<StepId, HeldStep> HELD =
      new MapStateDescriptor<>("held", Types.POJO(StepId.class), Types.POJO(HeldStep.class));
  static final MapStateDescriptor<StepTime, Signal> KNOWN =
      new MapStateDescriptor<>("known", Types.POJO(StepTime.class), Types.POJO(Signal.class));
  static final ValueStateDescriptor<EarlyLook> EARLY_LOOK =
      new ValueStateDescriptor<>("early-look", Types.POJO(EarlyLook.class));

  private final Map<String, Rule.Sequence> rules;
  private final Map<String, Chains> chains = new HashMap<>();

  private transient MapState<StepId, HeldStep> held;
  private transient MapState<StepTime, Signal> known;
  private transient ValueState<EarlyLook> earlyLook;

  SequenceSteps(List<Rule.Sequence> rules) {
    this.rules = ByName.of(rules);
    rules.forEach(rule -> chains.put(rule.name(), new Chains(rule)));
  }

  @Override
  public void open(OpenContext context) {
    held = getRuntimeContext().getMapState(HELD);
    known = getRuntimeContext().getMapState(KNOWN);
    earlyLook = getRuntimeContext().getState(EARLY_LOOK);
  }

  @Override
  public void processElement1(Signal step, Context ctx, Collector<Signal> out) throws Exception {
    if (!rules.containsKey(step.rule) || held.contains(StepId.of(step))) {
      return;
    }
    long arrival = takeArrival(step);
    held.put(StepId.of(step), new HeldStep(step, false));
    EarlyLook look = remember(step, arrival, ctx);
    if (look.armed) {
      registerBatch(step.time, ctx.timerService());
    }
  }

  @Override
  public void processElement2(Signal step, Context ctx, Collector<Signal> out) throws Exception {
    if (rules.containsKey(step.rule)) {
      remember(step, takeArrival(step), ctx);
    }
  }

  /** State is a function of the events, so when they arrived stays out of it. */
  private static long takeArrival(Signal step) {
    long arrival = step.arrival;
    step.arrival = 0;
    return arrival;
  }

  private EarlyLook remember(Signal step, long arrival, Context ctx) throws Exception {
    Rule.Sequence rule = rules.get(step.rule);
    registerCleanup(step.time, rule, ctx.timerService());
    EarlyLook look = earlyLook.value();
    if (look == null) {
      look = new EarlyLook();
    }
    boolean wasArmed = look.armed;
    look.add(step, rule);
    if (look.armed && !wasArmed) {
      for (HeldStep earlier : held.values()) {
        registerBatch(earlier.step().time, ctx.timerService());
      }
    }
    Signal same = known.get(StepTime.of(step));
    if (same == null || step.eventId.compareTo(same.eventId) < 0) {
      known.put(StepTime.of(step), step);
    }
    if (same == null && look.armed) {
      search(rule, step, arrival, look, ctx);
    }
    earlyLook.update(look);
    return look;
  }

  private void search(Rule.Sequence rule, Signal step, long arrival, EarlyLook look, Context ctx)
      throws Exception {
    long timespan = rule.timespan().toMillis();
    if (look.allSent(step.time, timespan)) {
      return;
    }
    Chains search = chains.get(rule.name());
    for (List<Signal> chain : search.completed(sortedSteps(search))) {
      long bucket = Math.floorDiv(chain.get(chain.size() - 1).time, timespan);
      if (!look.sent.contains(bucket)) {
        look.sent.add(bucket);
        Alert early = AlertFactory.sequence(rule, step.group, chain, Alert.EARLY);
        ctx.output(EARLY_ALERTS, early.arrivedAt(arrival));
      }
    }
  }

  private List<Signal> sortedSteps(Chains search) throws Exception {
    List<Signal> steps = new ArrayList<>();
    known.values().forEach(steps::add);
    steps.sort(search::compareInOrder);
    return steps;
  }

  /**
   * Later than {@link #over} needs for a step at {@code time}, and the same for a whole timespan.
   */
  private static void registerCleanup(long time, Rule.Sequence rule, TimerService timers) {
    long timespan = rule.timespan().toMillis();
    timers.registerEventTimeTimer(Times.windowStart(time + 2 * BATCH, timespan) + 2 * timespan);
  }

  /** Steps up to here can't be in a chain any more, and CEP's chains with them have expired. */
  private static long over(long timestamp, Rule.Sequence rule) {
    return timestamp - rule.timespan().toMillis() - 2 * BATCH;
  }

  /** A batch that the watermark has passed already goes with the next one. */
  private static void registerBatch(long time, TimerService timers) {
    long from = Math.max(time, Times.plus(timers.currentWatermark(), 1));
    timers.registerEventTimeTimer(Times.windowStart(from, BATCH) + BATCH - 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Signal> out) throws Exception {
    DetectorKey key = ctx.getCurrentKey();
    Rule.Sequence rule = rules.get(key.rule());
    if (rule == null) {
      held.clear(); // the rule was removed: its state goes with its own timers
      known.clear();
      earlyLook.clear();
      return;
    }
    EarlyLook look = earlyLook.value();
    if (look != null && look.armed) {
      send(timestamp, out);
    }
    if (timestamp % rule.timespan().toMillis() == 0 && cleanUp(timestamp, rule, look)) {
      out.collect(tick(key, timestamp));
    }
  }

  private void send(long timestamp, Collector<Signal> out) throws Exception {
    for (Map.Entry<StepId, HeldStep> entry : held.entries()) {
      Signal step = entry.getValue().step();
      if (!entry.getValue().sent() && step.time <= timestamp) {
        out.collect(step);
        entry.setValue(new HeldStep(step, true));
      }
    }
  }

  /** Forgets what is over; returns whether CEP has something of that to forget too. */
  private boolean cleanUp(long timestamp, Rule.Sequence rule, EarlyLook look) throws Exception {
    long over = over(timestamp, rule);
    boolean[] wasSent = {false};
    Entries.removeIf(
        held,
        entry -> {
          boolean gone = entry.getValue().step().time <= over;
          wasSent[0] |= gone && entry.getValue().sent();
          return gone;
        });
    EarlyLook left = new EarlyLook();
    Entries.removeIf(
        known,
        entry -> {
          boolean gone = entry.getKey().time() <= over;
          if (!gone) {
            left.add(entry.getValue(), rule);
          }
          return gone;
        });
    if (left.steps.isEmpty()) {
      earlyLook.clear();
    } else {
      long fromBucket = Math.floorDiv(over, rule.timespan().toMillis());
      look.sent.stream().filter(bucket -> bucket >= fromBucket).forEach(left.sent::add);
      earlyLook.update(left);
    }
    return wasSent[0];
  }

  private static Signal tick(DetectorKey key, long time) {
    return new Signal(key.rule(), key.group(), time, "", "", null);
  }
}
