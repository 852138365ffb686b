package io.trailhound.detect;

import io.trailhound.alert.AlertFactory;
import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * the one and none of the other. So steps are held until the group knows enough steps of the rule
 * at once, and only then handed to CEP, {@link #BATCH} by batch when the watermark has passed it
 * and nothing more is to come for it ({@link Chains#settled}). Within a batch CEP sorts by the
 * steps' own times.
 *
 * <p>Of the repeats of a step within one second two are held, the first and the last by event id,
 * and of a run of repeats within a batch CEP gets two: no other can matter ({@link
 * Chains#thinned}). Whoever makes four hundred calls a second pays for two.
 *
 * <p>First input: steps that are certain. Second input: early alerts of stateful rules, which only
 * the early look may use. State ends at most two timespans and two batches after the last step.
 * Timers: one a timespan and key, and while a chain is possible one a batch. The former also sends
 * CEP a tick (a step of no name), because CEP forgets expired chains only when something arrives.
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
  static final MapStateDescriptor<StepTime, StepEdges> EDGES =
      new MapStateDescriptor<>("edges", Types.POJO(StepTime.class), Types.POJO(StepEdges.class));
  static final ValueStateDescriptor<EarlyLook> EARLY_LOOK =
      new ValueStateDescriptor<>("early-look", Types.POJO(EarlyLook.class));

  private final Map<String, Chains> rules;

  /** Steps that are certain. */
  private transient MapState<StepId, HeldStep> held;

  /** Which of the held ones are the first and the last of their second. */
  private transient MapState<StepTime, StepEdges> edges;

  /** Steps that are not certain yet. */
  private transient MapState<StepTime, Signal> known;

  private transient ValueState<EarlyLook> earlyLook;

  SequenceSteps(List<Chains> chains) {
    this.rules = Chains.byName(chains);
  }

  @Override
  public void open(OpenContext context) {
    held = getRuntimeContext().getMapState(HELD);
    edges = getRuntimeContext().getMapState(EDGES);
    known = getRuntimeContext().getMapState(KNOWN);
    earlyLook = getRuntimeContext().getState(EARLY_LOOK);
  }

  @Override
  public void processElement1(Signal step, Context ctx, Collector<Signal> out) throws Exception {
    Chains chains = rules.get(step.rule);
    if (chains == null || !chains.has(step)) {
      return;
    }
    long arrival = takeArrival(step);
    if (hold(step)) {
      EarlyLook look = remember(chains, step, arrival, ctx);
      if (look.armed) {
        registerBatch(chains, step.time, ctx.timerService());
      }
    }
  }

  @Override
  public void processElement2(Signal step, Context ctx, Collector<Signal> out) throws Exception {
    Chains chains = rules.get(step.rule);
    if (chains == null || !chains.has(step)) {
      return;
    }
    long arrival = takeArrival(step);
    Signal same = known.get(StepTime.of(step));
    if (same == null || step.eventId.compareTo(same.eventId) < 0) {
      known.put(StepTime.of(step), step);
      remember(chains, step, arrival, ctx);
    }
  }

  /** State is a function of the events, so when they arrived stays out of it. */
  private static long takeArrival(Signal step) {
    long arrival = step.arrival;
    step.arrival = 0;
    return arrival;
  }

  /** Keeps the step when it's the first or the last of its second; returns whether it does. */
  private boolean hold(Signal step) throws Exception {
    StepTime second = StepTime.of(step);
    StepEdges before = edges.get(second);
    StepEdges after = before == null ? StepEdges.of(step) : before.with(step);
    if (after.equals(before) || held.contains(StepId.of(step))) {
      return false;
    }
    edges.put(second, after);
    held.put(StepId.of(step), new HeldStep(step, false));
    String left = before == null ? null : before.leftBy(after);
    if (left != null) {
      held.remove(new StepId(step.value, left));
    }
    return true;
  }

  private EarlyLook remember(Chains chains, Signal step, long arrival, Context ctx)
      throws Exception {
    registerCleanup(chains, step.time, ctx.timerService());
    EarlyLook look = earlyLook.value();
    if (look == null) {
      look = new EarlyLook();
    }
    boolean wasArmed = look.armed;
    look.add(step, chains.rule());
    if (look.armed && !wasArmed) {
      for (HeldStep earlier : held.values()) {
        registerBatch(chains, earlier.step().time, ctx.timerService());
      }
    }
    if (look.armed) {
      search(chains, step, arrival, look, ctx);
    }
    earlyLook.update(look);
    return look;
  }

  private void search(Chains chains, Signal step, long arrival, EarlyLook look, Context ctx)
      throws Exception {
    long timespan = chains.timespan();
    if (look.allSent(step.time, timespan)) {
      return;
    }
    for (List<Signal> chain : chains.completed(sortedSteps(chains))) {
      long bucket = Math.floorDiv(chain.get(chain.size() - 1).time, timespan);
      if (!look.sent.contains(bucket)) {
        look.sent.add(bucket);
        Alert early = AlertFactory.sequence(chains.rule(), step.group, chain, Alert.EARLY);
        ctx.output(EARLY_ALERTS, early.arrivedAt(arrival));
      }
    }
  }

  private List<Signal> sortedSteps(Chains chains) throws Exception {
    List<Signal> steps = new ArrayList<>();
    for (HeldStep certain : held.values()) {
      steps.add(certain.step());
    }
    for (Signal step : known.values()) {
      if (!held.contains(StepId.of(step))) {
        steps.add(step);
      }
    }
    steps.sort(chains::compareInOrder);
    return steps;
  }

  /**
   * Later than {@link #over} needs for a step at {@code time}, and the same for a whole timespan.
   */
  private static void registerCleanup(Chains chains, long time, TimerService timers) {
    long timespan = chains.timespan();
    long last = time + 2 * BATCH + chains.settled();
    timers.registerEventTimeTimer(Times.windowStart(last, timespan) + 2 * timespan);
  }

  /** Steps up to here can't be in a chain any more, and CEP's chains with them have expired. */
  private static long over(Chains chains, long timestamp) {
    return timestamp - chains.timespan() - 2 * BATCH - chains.settled();
  }

  /** A batch that the watermark has passed already goes with the next one. */
  private static void registerBatch(Chains chains, long time, TimerService timers) {
    long from = Math.max(time + chains.settled(), Times.plus(timers.currentWatermark(), 1));
    timers.registerEventTimeTimer(Times.windowStart(from, BATCH) + BATCH - 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Signal> out) throws Exception {
    DetectorKey key = ctx.getCurrentKey();
    Chains chains = rules.get(key.rule());
    if (chains == null) {
      held.clear(); // the rule was removed: its state goes with its own timers
      edges.clear();
      known.clear();
      earlyLook.clear();
      return;
    }
    EarlyLook look = earlyLook.value();
    if (look != null && look.armed) {
      send(chains, timestamp, out);
    }
    if (timestamp % BATCH != BATCH - 1 && cleanUp(chains, timestamp, look, ctx.timerService())) {
      out.collect(tick(key, timestamp));
    }
  }

  private void send(Chains chains, long timestamp, Collector<Signal> out) throws Exception {
    List<Signal> due = new ArrayList<>();
    for (Map.Entry<StepId, HeldStep> entry : held.entries()) {
      Signal step = entry.getValue().step();
      if (!entry.getValue().sent() && step.time + chains.settled() <= timestamp) {
        due.add(step);
        entry.setValue(new HeldStep(step, true));
      }
    }
    due.sort(chains::compareInOrder);
    Chains.thinned(due).forEach(out::collect);
  }

  /**
   * Forgets what is over; returns whether CEP has something of that to forget too. The timers may
   * be of another timespan than the rule has now, so what is left gets one of its own.
   */
  private boolean cleanUp(Chains chains, long timestamp, EarlyLook look, TimerService timers)
      throws Exception {
    long over = over(chains, timestamp);
    boolean[] wasSent = {false};
    EarlyLook left = new EarlyLook();
    Entries.removeIf(
        held,
        entry -> {
          boolean gone = isOver(entry.getValue().step(), over, chains, left);
          wasSent[0] |= gone && entry.getValue().sent();
          return gone;
        });
    Entries.removeIf(edges, entry -> entry.getKey().time() <= over);
    Entries.removeIf(known, entry -> isOver(entry.getValue(), over, chains, left));
    if (left.steps.isEmpty()) {
      earlyLook.clear();
    } else {
      long fromBucket = Math.floorDiv(over, chains.timespan());
      Objects.requireNonNull(look).sent.stream()
          .filter(bucket -> bucket >= fromBucket)
          .forEach(left.sent::add);
      earlyLook.update(left);
      registerCleanup(chains, left.latest, timers);
    }
    return wasSent[0];
  }

  /** Notes in {@code left} what isn't over. */
  private static boolean isOver(Signal step, long over, Chains chains, EarlyLook left) {
    if (step.time <= over) {
      return true;
    }
    left.add(step, chains.rule());
    return false;
  }

  private static Signal tick(DetectorKey key, long time) {
    return new Signal(key.rule(), key.group(), time, "", "", null);
  }
}
