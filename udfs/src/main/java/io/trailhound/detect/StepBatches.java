package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Which steps of an armed group belong to which batch. A timer ends each; what is in it {@link
 * StepIndex} knows, so that the end of one reads no other. Only of steps that come behind the end
 * of their batch, and so are of a later one, there are lists.
 */
final class StepBatches {
  static final MapStateDescriptor<Long, Integer> DUE_SIZES =
      new MapStateDescriptor<>("due-sizes", Types.LONG, Types.INT);
  static final MapStateDescriptor<Slot, StepId> DUE =
      new MapStateDescriptor<>("due", Types.POJO(Slot.class), Types.POJO(StepId.class));

  /** How much event time is searched together, milliseconds; finals wait that much longer. */
  static final long BATCH = 60_000;

  private final KnownSteps steps;
  private final StepIndex index;

  /** By the end of the batch; some may have given their place in their second to others. */
  private final ListsByTime<StepId> due;

  StepBatches(RuntimeContext context, KnownSteps steps, StepIndex index) {
    this.steps = steps;
    this.index = index;
    due = new ListsByTime<>(context.getMapState(DUE_SIZES), context.getMapState(DUE));
  }

  static boolean isEnd(long timestamp) {
    return Math.floorMod(timestamp, BATCH) == BATCH - 1;
  }

  /** When the batch ends that a step is of, milliseconds. */
  static long end(Chains chains, Signal step) {
    return endOf(step.time + chains.settled());
  }

  private static long endOf(long time) {
    return Times.windowStart(time, BATCH) + BATCH - 1;
  }

  /** Notes a certain step. Where the watermark has passed its batch already, it's of the next. */
  void add(Chains chains, Signal step, TimerService timers) throws Exception {
    long end = end(chains, step);
    if (end <= timers.currentWatermark()) {
      end = endOf(Times.plus(timers.currentWatermark(), 1));
      due.add(end, StepId.of(step));
    }
    timers.registerEventTimeTimer(end);
  }

  /**
   * A chain is possible now: notes all certain steps, as if it had been all along.
   *
   * @param now the step that made it so, which is not noted
   * @return those of batches that the watermark has passed
   */
  List<Signal> begin(Chains chains, Signal now, TimerService timers) throws Exception {
    List<Signal> passed = new ArrayList<>();
    steps.addEdges();
    for (Signal step : steps.certain()) {
      if (StepId.of(step).equals(StepId.of(now))) {
        continue;
      }
      if (end(chains, step) <= timers.currentWatermark()) {
        passed.add(step);
      } else {
        timers.registerEventTimeTimer(end(chains, step));
      }
    }
    return passed;
  }

  /**
   * The steps of the batch that ends now, in order.
   *
   * @param first whether none was taken of this group, or by 0.1.0, which had no lists
   */
  List<Signal> take(Chains chains, long end, boolean first, TimerService timers) throws Exception {
    long upTo = end - chains.settled();
    Set<Signal> taken = new TreeSet<>(chains::compareInOrder);
    if (first) {
      steps.addEdges();
      for (Signal step : steps.unsent()) {
        if (step.time <= upTo) {
          taken.add(step);
        } else {
          timers.registerEventTimeTimer(end(chains, step));
        }
      }
    } else {
      for (StepTime second : index.between(chains, upTo - BATCH + 1, upTo)) {
        steps.addAt(second, taken);
      }
      for (StepId id : due.get(end)) {
        steps.add(id, taken);
      }
    }
    drop(end);
    taken.removeIf(step -> !chains.has(step));
    return List.copyOf(taken);
  }

  /** Forgets a batch. */
  void drop(long end) throws Exception {
    due.remove(end);
  }

  /** Forgets all batches that end behind a time. */
  void dropBehind(Chains chains, long time, TimerService timers) throws Exception {
    for (Signal step : steps.certain()) {
      if (end(chains, step) > time) {
        timers.deleteEventTimeTimer(end(chains, step));
      }
    }
    clear();
  }

  void clear() {
    due.clear();
  }
}
