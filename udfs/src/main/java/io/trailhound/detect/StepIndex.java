package io.trailhound.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Steps of a group in, as they become known; out the times at which they complete chains. Each
 * stretch of time knows how far chains have come where it begins, so that a step costs its own
 * stretch and those behind it to which it makes a difference, not all that is known.
 */
final class StepIndex {
  static final MapStateDescriptor<Long, StepStretch> STRETCHES =
      new MapStateDescriptor<>("step-stretches", Types.LONG, Types.POJO(StepStretch.class));

  /** Milliseconds of the shortest stretch. */
  private static final long SHORTEST = 10_000;

  /** A timespan has no more stretches than that. */
  private static final int MOST = 200;

  private final MapState<Long, StepStretch> stretches;

  StepIndex(RuntimeContext context) {
    stretches = context.getMapState(STRETCHES);
  }

  /** Begins anew with these steps. */
  List<Long> build(Chains chains, List<StepTime> steps) throws Exception {
    stretches.clear();
    Map<Long, StepStretch> all = new TreeMap<>();
    for (StepTime step : steps.stream().sorted(StepTime.IN_ORDER).toList()) {
      all.computeIfAbsent(home(chains, step.time()), none -> new StepStretch()).steps.add(step);
    }
    List<Long> completed = new ArrayList<>();
    OpenChains open = new OpenChains(chains, Map.of());
    for (Map.Entry<Long, StepStretch> each : all.entrySet()) {
      each.getValue().open.putAll(open.at(each.getKey()));
      open.take(each.getValue().steps, completed);
      stretches.put(each.getKey(), each.getValue());
    }
    return completed;
  }

  /**
   * Notes that a step at a time is known so many times now.
   *
   * @param latest time of the latest step of the group
   * @return when chains are complete, of those to which that may have made a difference
   */
  List<Long> set(Chains chains, StepTime step, int count, long latest) throws Exception {
    long home = home(chains, step.time());
    StepStretch stretch = stretches.get(home);
    if (stretch == null) {
      stretch = new StepStretch();
      stretch.open = openAt(chains, home);
    }
    if (!stretch.set(step, count)) {
      return List.of();
    }
    if (stretch.steps.isEmpty()) {
      stretches.remove(home);
    } else {
      stretches.put(home, stretch);
    }
    List<Long> completed = new ArrayList<>();
    for (long here = home; stretch != null; ) {
      OpenChains open = new OpenChains(chains, stretch.open);
      open.take(stretch.steps, completed);
      here = next(chains, here, latest);
      stretch = stretches.get(here);
      if (stretch == null || stretch.open.equals(open.at(here))) {
        return completed;
      }
      stretch.open = open.at(here);
      stretches.put(here, stretch);
    }
    return completed;
  }

  /** The next stretch there is, as far as a chain can reach. */
  private long next(Chains chains, long home, long latest) throws Exception {
    long size = size(chains);
    long here = home + size;
    while (here < latest && here < home + chains.timespan() && !stretches.contains(here)) {
      here += size;
    }
    return here;
  }

  /** What is open where a stretch begins that there wasn't yet. */
  private Map<Long, Long> openAt(Chains chains, long home) throws Exception {
    long size = size(chains);
    for (long here = home - size; here > home - chains.timespan() - size; here -= size) {
      StepStretch before = stretches.get(here);
      if (before != null) {
        OpenChains open = new OpenChains(chains, before.open);
        open.take(before.steps, new ArrayList<>());
        return open.at(home);
      }
    }
    return Map.of();
  }

  private static long home(Chains chains, long time) {
    return Times.windowStart(time, size(chains));
  }

  private static long size(Chains chains) {
    return Math.max(SHORTEST, chains.timespan() / MOST);
  }

  /** The steps in [from, to], in order. */
  List<StepTime> between(Chains chains, long from, long to) throws Exception {
    List<StepTime> steps = new ArrayList<>();
    for (long here = home(chains, from); here <= to; here += size(chains)) {
      StepStretch stretch = stretches.get(here);
      if (stretch != null) {
        steps.addAll(stretch.steps);
      }
    }
    steps.removeIf(step -> step.time() < from || step.time() > to);
    return steps;
  }

  void clear() {
    stretches.clear();
  }
}
