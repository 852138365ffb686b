package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Which steps of an armed group belong to which batch, so that the end of one reads no other. A
 * timer ends each.
 */
final class StepBatches {
  static final MapStateDescriptor<Long, Integer> DUE_SIZES =
      new MapStateDescriptor<>("due-sizes", Types.LONG, Types.INT);
  static final MapStateDescriptor<Slot, StepId> DUE =
      new MapStateDescriptor<>("due", Types.POJO(Slot.class), Types.POJO(StepId.class));

  /** How much event time is searched together, milliseconds; finals wait that much longer. */
  static final long BATCH = 60_000;

  private final KnownSteps steps;

  /** By the end of the batch; some may have given their place in their second to others. */
  private final ListsByTime<StepId> due;

  StepBatches(RuntimeContext context, KnownSteps steps) {
    this.steps = steps;
    due = new ListsByTime<>(context.getMapState(DUE_SIZES), context.getMapState(DUE));
  }

  static boolean isEnd(long timestamp) {
    return timestamp % BATCH == BATCH - 1;
  }

  /** Notes a certain step. Where the watermark has passed its batch already, it's of the next. */
  void add(Chains chains, Signal step, TimerService timers) throws Exception {
    long settled = step.time + chains.settled();
    add(Math.max(settled, Times.plus(timers.currentWatermark(), 1)), step, timers);
  }

  private void add(long time, Signal step, TimerService timers) throws Exception {
    long end = Times.windowStart(time, BATCH) + BATCH - 1;
    timers.registerEventTimeTimer(end);
    due.add(end, StepId.of(step));
  }

  /**
   * The steps of the batch that ends now, in order; from now on they're sent.
   *
   * @param unlisted whether there may be steps of before there were lists
   */
  List<Signal> take(Chains chains, long end, boolean unlisted, TimerService timers)
      throws Exception {
    List<Signal> taken = new ArrayList<>();
    for (StepId id : due.get(end)) {
      Signal step = steps.send(id);
      if (step != null) {
        taken.add(step);
      }
    }
    drop(end);
    for (Signal step : unlisted ? steps.unsent() : List.<Signal>of()) {
      if (step.time + chains.settled() <= end) {
        taken.add(steps.send(StepId.of(step)));
      } else {
        add(step.time + chains.settled(), step, timers);
      }
    }
    taken.removeIf(step -> !chains.has(step));
    taken.sort(chains::compareInOrder);
    return taken;
  }

  /** Forgets a batch. */
  void drop(long end) throws Exception {
    due.remove(end);
  }

  void clear() {
    due.clear();
  }
}
