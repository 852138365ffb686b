package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import java.util.List;
import java.util.Map;
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
 * <p>What is kept is a function of the steps and of the watermark, and not of the order in which
 * they came, but for which early alerts are out. So when too few steps are left for a chain, all
 * goes that was noted while there were enough.
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
    finals = new FinalSearch(getRuntimeContext(), steps);
    search = new EarlySearch(steps, index, finals);
    batches = new StepBatches(getRuntimeContext(), steps, index);
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
    EarlyLook before = earlyLook.value();
    if (before == null && !fresh) {
      return false;
    }
    EarlyLook look = before == null ? new EarlyLook() : before;
    TimerService timers = ctx.timerService();
    boolean wasArmed = look.armed;
    if (left != null && step.activity == null) {
      look = withoutOneAt(chains, left.time(), look, timers);
    } else if (fresh) {
      look.add(step, chains.rule());
    }
    if (fresh) {
      timers.registerEventTimeTimer(StepLife.cleanup(chains, step.time));
    }
    if (look.armed && !wasArmed) {
      finals.begin(chains, batches.begin(chains, step, timers));
    } else if (wasArmed && !look.armed) {
      disarm(chains, timers.currentWatermark(), timers);
      var unused = finals.forget(Long.MIN_VALUE, false);
    }
    if (look.armed) {
      StepTime came = fresh ? StepTime.of(step) : null;
      tellEarly(chains, step.group, search.complete(chains, look, left, came), arrival, ctx);
    }
    if (fresh || left != null) {
      keep(look);
    }
    return look.armed;
  }

  private void tellEarly(
      Chains chains, String group, List<List<Signal>> complete, long arrival, Context ctx) {
    for (List<Signal> chain : complete) {
      Alert early = AlertFactory.sequence(chains.rule(), group, chain, Alert.EARLY);
      ctx.output(EARLY_ALERTS, early.arrivedAt(arrival));
    }
  }

  private void keep(EarlyLook look) throws Exception {
    if (look.steps.isEmpty()) {
      earlyLook.clear();
    } else {
      earlyLook.update(look);
    }
  }

  /** What is known when the step of an early alert was taken back, and its timer with it. */
  private EarlyLook withoutOneAt(Chains chains, long time, EarlyLook before, TimerService timers)
      throws Exception {
    EarlyLook look = new EarlyLook();
    boolean[] shared = {false};
    steps.forEach(
        step -> {
          look.add(step, chains.rule());
          shared[0] |= StepLife.cleanup(chains, step.time) == StepLife.cleanup(chains, time);
        });
    if (!shared[0]) {
      timers.deleteEventTimeTimer(StepLife.cleanup(chains, time));
    }
    look.sent.addAll(before.sent);
    look.indexed = look.armed ? before.indexed : null;
    return look;
  }

  /** No chain is possible any more: nothing of it is kept, as if none had been. */
  private void disarm(Chains chains, long time, TimerService timers) throws Exception {
    index.clear();
    batches.dropBehind(chains, time, timers);
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
      if (!EarlySearch.isIndexed(chains, look)) {
        tellEarly(chains, key.group(), search.complete(chains, look, null, null), 0, ctx);
        earlyLook.update(look);
      }
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
    long over = StepLife.over(chains, timestamp);
    EarlyLook left = new EarlyLook();
    boolean wasSent = steps.removeUpTo(over, step -> left.add(step, chains.rule()));
    if (look == null) {
      return wasSent;
    }
    if (look.armed && !left.armed) {
      disarm(chains, timestamp, timers);
    }
    wasSent |= finals.forget(over, left.armed);
    if (left.armed) {
      var unused = search.index(chains, left);
    }
    if (!left.steps.isEmpty()) {
      long fromBucket = EarlySearch.bucket(chains, over);
      look.sent.stream().filter(bucket -> bucket >= fromBucket).forEach(left.sent::add);
      timers.registerEventTimeTimer(StepLife.cleanup(chains, left.latest));
    }
    keep(left);
    return wasSent;
  }

  private static Signal tick(DetectorKey key, long time) {
    return new Signal(key.rule(), key.group(), time, "", "", null);
  }
}
