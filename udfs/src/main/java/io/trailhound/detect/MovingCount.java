package io.trailhound.detect;

import io.trailhound.model.Values;
import io.trailhound.rules.Measure;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What counts in a window that moves from call to call, for thresholds that more calls can undo:
 * calls enter when the watermark has come to their time, and leave when the window that begins with
 * them has been decided. Each does so once, however many windows it's in.
 */
final class MovingCount {
  static final MapStateDescriptor<String, Integer> VALUES =
      new MapStateDescriptor<>("window-values", Types.STRING, Types.INT);
  static final MapStateDescriptor<Long, Long> NEXT =
      new MapStateDescriptor<>("window-next", Types.LONG, Types.LONG);
  static final ValueStateDescriptor<Inside> INSIDE =
      new ValueStateDescriptor<>("window-inside", Types.POJO(Inside.class));

  /** What is inside now. */
  public static final class Inside {
    /** Distinct values, or calls for event_count. */
    public long count;

    /** The latest time of a call. */
    public long latest = Long.MIN_VALUE;

    public Inside() {}
  }

  /** The calls by their very time. */
  private final HeldCalls calls;

  /** How many calls inside have a value. */
  private final MapState<String, Integer> values;

  /** The time that comes behind a time. */
  private final MapState<Long, Long> next;

  private final ValueState<Inside> inside;

  /** Where numbers are measured and not values counted. */
  private final MovingNumbers numbers;

  MovingCount(RuntimeContext context, HeldCalls calls, MovingNumbers numbers) {
    this.calls = calls;
    this.numbers = numbers;
    values = context.getMapState(VALUES);
    next = context.getMapState(NEXT);
    inside = context.getState(INSIDE);
  }

  /** Notes a call that is held; it enters later. */
  void hold(Rule.ValueCount rule, Call call) throws Exception {
    if (rule.measure() != null) {
      numbers.hold(call);
    }
  }

  /** Notes all calls of a time, of which none is noted. */
  void holdAll(Rule.ValueCount rule, long time) throws Exception {
    if (rule.measure() != null) {
      NumbersAt all = new NumbersAt();
      calls.forEach(time, call -> all.add(call.value()));
      numbers.hold(time, all);
    }
  }

  /** The calls of {@code time} enter; times come in order. */
  void enter(Rule.ValueCount rule, long time) throws Exception {
    Inside now = inside();
    if (calls.size(time) == 0 || time <= now.latest) {
      return;
    }
    if (calls.size(now.latest) > 0) {
      next.put(now.latest, time);
    }
    now.latest = time;
    if (rule.measure() != null) {
      numbers.enter(rule.measure(), time, valuesAt(rule, time));
      inside.update(now);
      return;
    }
    if (rule.field() == null) {
      now.count += calls.size(time);
    }
    for (Map.Entry<String, Integer> each : byValue(valuesAt(rule, time)).entrySet()) {
      Integer known = values.get(each.getKey());
      values.put(each.getKey(), (known == null ? 0 : known) + each.getValue());
      now.count += known == null ? 1 : 0;
    }
    inside.update(now);
  }

  /** How often each value is there: those of a time are counted together. */
  private static Map<String, Integer> byValue(List<String> values) {
    Map<String, Integer> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return counts;
  }

  /**
   * The calls of {@code time}, the first ones inside, leave and are forgotten. With the last ones
   * goes all that was inside: what it had come to hangs on what is over.
   *
   * @return the time of those that are the first ones now; {@link Long#MAX_VALUE} when there are
   *     none
   */
  long leave(Rule.ValueCount rule, long time) throws Exception {
    int size = calls.size(time);
    List<String> gone = new ArrayList<>();
    calls.takeOut(time, call -> addValues(rule, call, gone));
    if (rule.measure() != null) {
      numbers.leave(rule.measure(), time, gone);
    } else {
      uncount(rule, size, gone);
    }
    Long first = next.get(time);
    if (first == null) {
      inside.clear();
      numbers.clearInside();
      return Long.MAX_VALUE;
    }
    next.remove(time);
    return first;
  }

  private void uncount(Rule.ValueCount rule, int calls, List<String> gone) throws Exception {
    Inside now = inside();
    if (rule.field() == null) {
      now.count -= calls;
    }
    for (Map.Entry<String, Integer> each : byValue(gone).entrySet()) {
      int left = values.get(each.getKey()) - each.getValue();
      if (left == 0) {
        values.remove(each.getKey());
        now.count--;
      } else {
        values.put(each.getKey(), left);
      }
    }
    inside.update(now);
  }

  private List<String> valuesAt(Rule.ValueCount rule, long time) throws Exception {
    List<String> all = new ArrayList<>();
    if (readsValues(rule)) {
      calls.forEach(time, call -> addValues(rule, call, all));
    }
    return all;
  }

  private static void addValues(Rule.ValueCount rule, Call call, List<String> all) {
    if (readsValues(rule)) {
      all.addAll(Values.split(call.value()));
    }
  }

  /** Of sums and averages it's known what all calls of a time bring. */
  private static boolean readsValues(Rule.ValueCount rule) {
    boolean sums = rule.measure() != null && rule.measure().kind() != Measure.Kind.PERCENTILE;
    return rule.field() != null && !sums;
  }

  /**
   * Whether calls behind {@code time} are inside. Who asks all calls that are held whether there is
   * one has a database walk over all that have left, at every time again.
   */
  boolean goesOnBehind(long time) throws Exception {
    return inside().latest > time;
  }

  /** Whether a window that begins at {@code start}, all of which is inside, fires. */
  boolean fires(Rule.ValueCount rule, long start) throws Exception {
    if (rule.measure() != null) {
      return calls.size(start) > 0 && numbers.fires(rule.measure());
    }
    if (rule.expression() != null) {
      Set<String> there = new HashSet<>();
      for (String name : rule.expression().names()) {
        if (values.contains(name)) {
          there.add(name);
        }
      }
      return calls.size(start) > 0 && rule.expression().test(there::contains);
    }
    return calls.size(start) > 0 && rule.threshold().test(inside().count);
  }

  /** The calls inside, from {@code start} on. */
  void forEach(long start, Consumer<Call> consumer) throws Exception {
    for (Long time = start; time != null; time = next.get(time)) {
      calls.forEach(time, consumer);
    }
  }

  /** The calls in [start, end) of a rule that measures, also those that are yet to enter. */
  void forEachHeld(long start, long end, Consumer<Call> consumer) throws Exception {
    for (long time : numbers.sums().subMap(start, end).keySet()) {
      calls.forEach(time, consumer);
    }
  }

  private Inside inside() throws Exception {
    Inside now = inside.value();
    return now == null ? new Inside() : now;
  }

  void clear() {
    numbers.clear();
    values.clear();
    next.clear();
    inside.clear();
  }
}
