package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The steps of a group: certain ones, of which those of one kind and second are held but for the
 * first and the last by event id; and those of early alerts, which may still change their place or
 * go.
 */
final class KnownSteps {
  static final MapStateDescriptor<StepId, HeldStep> HELD =
      new MapStateDescriptor<>("held", Types.POJO(StepId.class), Types.POJO(HeldStep.class));
  static final MapStateDescriptor<StepTime, Signal> KNOWN =
      new MapStateDescriptor<>("known", Types.POJO(StepTime.class), Types.POJO(Signal.class));
  static final MapStateDescriptor<StepTime, StepEdges> EDGES =
      new MapStateDescriptor<>("edges", Types.POJO(StepTime.class), Types.POJO(StepEdges.class));
  static final MapStateDescriptor<String, StepTime> PLACES =
      new MapStateDescriptor<>("early-places", Types.STRING, Types.POJO(StepTime.class));
  static final MapStateDescriptor<String, Long> FINAL =
      new MapStateDescriptor<>("final-alerts", Types.STRING, Types.LONG);

  /** How many early alerts have their step at a place. */
  static final MapStateDescriptor<StepTime, Integer> SHARED =
      new MapStateDescriptor<>("early-shared", Types.POJO(StepTime.class), Types.INT);

  private final MapState<StepId, HeldStep> held;

  /** Which of the held ones are the first and the last of their second. */
  private final MapState<StepTime, StepEdges> edges;

  /** Steps that are not certain yet. */
  private final MapState<StepTime, Signal> known;

  /** Where they are, by the id of their alert. */
  private final MapState<String, StepTime> places;

  /** Times of certain steps, by the id of their alert. */
  private final MapState<String, Long> finals;

  private final MapState<StepTime, Integer> shared;

  KnownSteps(RuntimeContext context) {
    held = context.getMapState(HELD);
    edges = context.getMapState(EDGES);
    known = context.getMapState(KNOWN);
    places = context.getMapState(PLACES);
    finals = context.getMapState(FINAL);
    shared = context.getMapState(SHARED);
  }

  /** Keeps a certain step when it's the first or the last of its second; returns whether it is. */
  boolean hold(Signal step) throws Exception {
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

  /**
   * Keeps the step of an early alert; returns whether it's one that wasn't known. Early and final
   * alerts come by ways of their own, so the early one may be behind.
   */
  boolean announce(Signal step, String alert) throws Exception {
    StepTime place = StepTime.of(step);
    if (alert != null) {
      if (finals.contains(alert)) {
        return false;
      }
      if (!place.equals(places.get(alert))) {
        places.put(alert, place);
        share(place, 1);
      }
    }
    Signal same = known.get(place);
    boolean fresh = same == null || step.eventId.compareTo(same.eventId) < 0;
    if (fresh) {
      known.put(place, step);
    }
    return fresh;
  }

  /**
   * Notes that the final alert is there, with this step.
   *
   * @return where its early step was; null when there was none
   */
  StepTime end(String alert, Signal step) throws Exception {
    if (alert != null) {
      finals.put(alert, step.time);
    }
    return leave(alert, null);
  }

  /**
   * Forgets the step of an early alert, unless it's at {@code stays}.
   *
   * @return where it was; null when there was none
   */
  StepTime leave(String alert, StepTime stays) throws Exception {
    StepTime place = alert == null ? null : places.get(alert);
    if (place == null || place.equals(stays)) {
      return null;
    }
    places.remove(alert);
    if (share(place, -1) == 0) {
      known.remove(place);
    }
    return place;
  }

  /** Counts another early alert at a place, or one less; returns how many there are. */
  private int share(StepTime place, int more) throws Exception {
    Integer before = shared.get(place);
    int now = Math.max(0, (before == null ? 0 : before) + more);
    if (now == 0) {
      shared.remove(place);
    } else {
      shared.put(place, now);
    }
    return now;
  }

  /** How many events are known as this step at this time; 2 for more. */
  int count(StepTime place) throws Exception {
    Set<String> events = new HashSet<>();
    StepEdges certain = edges.get(place);
    if (certain != null) {
      events.add(certain.first());
      events.add(certain.last());
    }
    Signal early = known.get(place);
    if (early != null) {
      events.add(early.eventId);
    }
    return Math.min(2, events.size());
  }

  /** All of them, each event once, in the order of {@code chains}. */
  List<Signal> inOrder(Chains chains) throws Exception {
    List<Signal> steps = certain();
    for (Signal step : known.values()) {
      if (!held.contains(StepId.of(step))) {
        steps.add(step);
      }
    }
    steps.removeIf(step -> !chains.has(step));
    steps.sort(chains::compareInOrder);
    return steps;
  }

  List<Signal> certain() throws Exception {
    List<Signal> steps = new ArrayList<>();
    for (HeldStep each : held.values()) {
      steps.add(each.step());
    }
    return steps;
  }

  /** Notes which are the first and the last of their second, which 0.1.0 did not. */
  void addEdges() throws Exception {
    for (Signal step : certain()) {
      StepTime second = StepTime.of(step);
      StepEdges before = edges.get(second);
      StepEdges after = before == null ? StepEdges.of(step) : before.with(step);
      if (!after.equals(before)) {
        edges.put(second, after);
      }
    }
  }

  /** Adds the certain ones of a second to {@code steps}. */
  void addAt(StepTime second, Collection<Signal> steps) throws Exception {
    StepEdges certain = edges.get(second);
    if (certain != null) {
      add(new StepId(second.step(), certain.first()), steps);
      if (!certain.first().equals(certain.last())) {
        add(new StepId(second.step(), certain.last()), steps);
      }
    }
  }

  /** Adds a certain one to {@code steps}, if it's still held. */
  void add(StepId id, Collection<Signal> steps) throws Exception {
    HeldStep step = held.get(id);
    if (step != null) {
      steps.add(step.step());
    }
  }

  /** The certain ones that no savepoint of before {@link Handed} says were sent. */
  List<Signal> unsent() throws Exception {
    List<Signal> unsent = new ArrayList<>();
    for (HeldStep each : held.values()) {
      if (!each.sent()) {
        unsent.add(each.step());
      }
    }
    return unsent;
  }

  /** Passes on all, also those that are both certain and of an early alert. */
  void forEach(Consumer<Signal> consumer) throws Exception {
    for (HeldStep each : held.values()) {
      consumer.accept(each.step());
    }
    known.values().forEach(consumer);
  }

  /**
   * Forgets the steps up to a time.
   *
   * @param left takes the others
   * @return whether some had been sent, by a savepoint of before {@link Handed}
   */
  boolean removeUpTo(long time, Consumer<Signal> left) throws Exception {
    boolean[] sent = {false};
    List<StepTime> seconds = new ArrayList<>();
    Entries.removeIf(
        held,
        entry -> {
          Signal step = entry.getValue().step();
          boolean gone = isOver(step, time, left);
          sent[0] |= gone && entry.getValue().sent();
          if (gone) {
            seconds.add(StepTime.of(step));
          }
          return gone;
        });
    for (StepTime second : seconds) {
      edges.remove(second);
    }
    if (Entries.removeIf(known, entry -> isOver(entry.getValue(), time, left))) {
      Entries.removeIf(places, entry -> entry.getValue().time() <= time);
      Entries.removeIf(shared, entry -> entry.getKey().time() <= time);
    }
    Entries.removeIf(finals, entry -> entry.getValue() <= time);
    return sent[0];
  }

  private static boolean isOver(Signal step, long time, Consumer<Signal> left) {
    if (step.time <= time) {
      return true;
    }
    left.accept(step);
    return false;
  }

  void clear() {
    held.clear();
    edges.clear();
    known.clear();
    places.clear();
    finals.clear();
    shared.clear();
  }
}
