package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
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
 * at once, and only then looked at, {@link #BATCH} by batch when the watermark has passed it and
 * nothing more is to come for it ({@link Chains#settled}). Within a batch CEP sorts by the steps'
 * own times.
 *
 * <p>Of the repeats of a step within one second two are held, the first and the last by event id:
 * the first can complete a chain, the last can begin the next, and no other can do what these
 * don't. Of those CEP gets the steps of chains that are complete ({@link FinalSearch}). Whoever
 * makes four hundred calls a second pays for two of each kind.
 *
 * <p>First input: steps that are certain. Second input: early alerts of stateful rules, which only
 * the early look may use, and of those that were taken back, without an activity. State ends at
 * most two timespans and two batches after the last step. Timers: one a timespan and key, and while
 * a chain is possible one a batch. The former also sends CEP a tick (a step of no name), because
 * CEP forgets expired chains only when something arrives.
 */
final class SequenceSteps extends KeyedCoProcessFunction<DetectorKey, Signal, Signal, Signal> {
  static final OutputTag<Alert> EARLY_ALERTS =
      new OutputTag<>("early-alerts", Types.POJO(Alert.class));

  static final long BATCH = StepBatches.BATCH;

  static final ValueStateDescriptor<EarlyLook> EARLY_LOOK =
      new ValueStateDescriptor<>("early-look", Types.POJO(EarlyLook.class));

  private final Map<String, Chains> rules;

  private transient KnownSteps steps;

  /** Of a group that is armed. */
  private transient StepIndex index;

  private transient EarlySearch search;
  private transient StepBatches batches;
  private transient FinalSearch finals;

  private transient ValueState<EarlyLook> earlyLook;

  SequenceSteps(List<Chains> chains) {
    this.rules = Chains.byName(chains);
  }

  @Override
  public void open(OpenContext context) {
    steps = new KnownSteps(getRuntimeContext());
    index = new StepIndex(getRuntimeContext());
    search = new EarlySearch(steps, index);
    batches = new StepBatches(getRuntimeContext(), steps);
    finals = new FinalSearch(getRuntimeContext(), steps);
    earlyLook = getRuntimeContext().getState(EARLY_LOOK);
  }

  @Override
  public void processElement1(Signal step, Context ctx, Collector<Signal> out) throws Exception {
    Chains chains = rules.get(step.rule);
    if (chains == null || !chains.has(step)) {
      return;
    }
    long arrival = takeArrival(step);
    String alert = takeAlert(step);
    boolean fresh = steps.hold(step);
    StepTime left = steps.end(alert, step);
    boolean armed = know(chains, step, fresh, left, arrival, ctx);
    if (fresh && armed) {
      batches.add(chains, step, ctx.timerService());
    }
  }

  @Override
  public void processElement2(Signal step, Context ctx, Collector<Signal> out) throws Exception {
    Chains chains = rules.get(step.rule);
    if (chains == null || !chains.has(step)) {
      return;
    }
    long arrival = takeArrival(step);
    String alert = takeAlert(step);
    boolean takenBack = step.activity == null;
    StepTime left = steps.leave(alert, takenBack ? null : StepTime.of(step));
    boolean fresh = !takenBack && steps.announce(step, alert);
    know(chains, step, fresh, left, arrival, ctx);
  }

  /** State is a function of the events, so when they arrived stays out of it. */
  private static long takeArrival(Signal step) {
    long arrival = step.arrival;
    step.arrival = 0;
    return arrival;
  }

  /** And a step is the same whichever revision of its alert it's of. */
  private static String takeAlert(Signal step) {
    String alert = step.alert;
    step.alert = null;
    return alert;
  }

  /**
   * Looks for chains that are complete since a step left a place and another came; returns whether
   * the group is armed.
   */
  private boolean know(
      Chains chains, Signal step, boolean fresh, StepTime left, long arrival, Context ctx)
      throws Exception {
    EarlyLook look = earlyLook.value();
    if (fresh) {
      look = look == null ? new EarlyLook() : look;
      note(chains, step, look, ctx.timerService());
    }
    if (look == null) {
      return false;
    }
    if (look.armed) {
      StepTime came = fresh ? StepTime.of(step) : null;
      for (List<Signal> chain : search.complete(chains, look, left, came)) {
        Alert early = AlertFactory.sequence(chains.rule(), step.group, chain, Alert.EARLY);
        ctx.output(EARLY_ALERTS, early.arrivedAt(arrival));
      }
    }
    if (fresh || left != null) {
      earlyLook.update(look);
    }
    return look.armed;
  }

  private void note(Chains chains, Signal step, EarlyLook look, TimerService timers)
      throws Exception {
    registerCleanup(chains, step.time, timers);
    boolean wasArmed = look.armed;
    look.add(step, chains.rule());
    if (look.armed && !wasArmed) {
      for (Signal earlier : steps.certain()) {
        batches.add(chains, earlier, timers);
      }
    }
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

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Signal> out) throws Exception {
    DetectorKey key = ctx.getCurrentKey();
    Chains chains = Chains.find(rules, key);
    if (chains == null) {
      steps.clear(); // the state goes with its own timers
      batches.clear();
      finals.clear();
      index.clear();
      earlyLook.clear();
      return;
    }
    EarlyLook look = earlyLook.value();
    if (look != null && look.armed && StepBatches.isEnd(timestamp)) {
      List<Signal> due = batches.take(chains, timestamp, finals.isNew(), ctx.timerService());
      if (!due.isEmpty()) {
        finals.complete(chains, due, timestamp - chains.settled()).forEach(out::collect);
      }
    } else if (StepBatches.isEnd(timestamp)) {
      batches.drop(timestamp);
    } else if (cleanUp(chains, timestamp, look, ctx.timerService())) {
      out.collect(tick(key, timestamp));
    }
  }

  /**
   * Forgets what is over; returns whether CEP has something of that to forget too. The timers may
   * be of another timespan than the rule has now, so what is left gets one of its own.
   */
  private boolean cleanUp(Chains chains, long timestamp, EarlyLook look, TimerService timers)
      throws Exception {
    long over = over(chains, timestamp);
    EarlyLook left = new EarlyLook();
    boolean wasSent = steps.remove(step -> isOver(step, over, chains, left), over);
    if (left.armed) {
      left.indexed = Objects.requireNonNull(look).indexed;
      index.removeUpTo(chains, over);
    } else if (look != null && look.armed) {
      index.clear();
    }
    if (left.steps.isEmpty()) {
      finals.clear();
      earlyLook.clear();
    } else {
      long fromBucket = EarlySearch.bucket(chains, over);
      Objects.requireNonNull(look).sent.stream()
          .filter(bucket -> bucket >= fromBucket)
          .forEach(left.sent::add);
      earlyLook.update(left);
      registerCleanup(chains, left.latest, timers);
    }
    return wasSent;
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
