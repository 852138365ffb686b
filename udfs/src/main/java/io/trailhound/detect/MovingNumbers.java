package io.trailhound.detect;

import io.trailhound.rules.Measure;
import io.trailhound.rules.Measured;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What a window that moves from call to call measures: numbers enter and leave with their calls,
 * and however many are inside, what a {@link Measure} makes of them is known. Of sums and averages
 * it has the sum of each time, of percentiles all numbers in order.
 */
final class MovingNumbers {
  static final MapStateDescriptor<Long, NumbersAt> BY_TIME =
      new MapStateDescriptor<>("numbers", Types.LONG, Types.POJO(NumbersAt.class));
  static final ValueStateDescriptor<NumbersAt> INSIDE =
      new ValueStateDescriptor<>("numbers-inside", Types.POJO(NumbersAt.class));

  private final MapState<Long, NumbersAt> byTime;
  private final ValueState<NumbersAt> inside;
  private final NumberTree tree;

  MovingNumbers(RuntimeContext context) {
    byTime = context.getMapState(BY_TIME);
    inside = context.getState(INSIDE);
    tree = new NumberTree(context);
  }

  /** Notes a call that is held; it enters later. */
  void hold(Call call) throws Exception {
    NumbersAt known = byTime.get(call.time());
    NumbersAt at = known == null ? new NumbersAt() : known;
    at.add(call.value());
    byTime.put(call.time(), at);
  }

  /** Notes all calls of a time. */
  void hold(long time, NumbersAt all) throws Exception {
    byTime.put(time, all);
  }

  /** The numbers of a time enter. */
  void enter(Measure measure, long time, List<String> values) throws Exception {
    move(measure, time, values, 1);
  }

  /** The numbers of a time leave and are forgotten. */
  void leave(Measure measure, long time, List<String> values) throws Exception {
    move(measure, time, values, -1);
    byTime.remove(time);
  }

  private void move(Measure measure, long time, List<String> values, int sign) throws Exception {
    NumbersAt at = byTime.get(time);
    if (at == null || at.count == 0) {
      return;
    }
    NumbersAt known = inside.value();
    NumbersAt now = known == null ? new NumbersAt() : known;
    now.add(Sums.of(at.sum).multiply(BigDecimal.valueOf(sign)), sign * at.count);
    inside.update(now);
    if (measure.kind() == Measure.Kind.PERCENTILE) {
      double[] numbers =
          values.stream()
              .map(Measure::number)
              .filter(Objects::nonNull)
              .mapToDouble(BigDecimal::doubleValue)
              .toArray();
      if (sign > 0) {
        tree.add(numbers);
      } else {
        tree.remove(numbers);
      }
    }
  }

  /** Whether what is inside now fires. */
  boolean fires(Measure measure) throws Exception {
    NumbersAt now = inside.value();
    if (now == null || now.count == 0) {
      return false;
    }
    BigDecimal sum = Sums.of(now.sum);
    Measured measured =
        switch (measure.kind()) {
          case SUM -> new Measured(sum, 1);
          case AVERAGE -> new Measured(sum, now.count);
          case PERCENTILE -> percentile(measure, now.count);
        };
    return measure.condition().test(measured);
  }

  private Measured percentile(Measure measure, long count) throws Exception {
    BigDecimal rank = measure.rank(count);
    long at = rank.setScale(0, RoundingMode.FLOOR).longValueExact();
    double lower = tree.at(at);
    return Measured.between(lower, at + 1 < count ? tree.at(at + 1) : lower, rank);
  }

  /** The sums of all times at which calls are held, in order; null where there is no number. */
  SortedMap<Long, BigDecimal> sums() throws Exception {
    SortedMap<Long, BigDecimal> sums = new TreeMap<>();
    for (Map.Entry<Long, NumbersAt> each : byTime.entries()) {
      sums.put(each.getKey(), each.getValue().count == 0 ? null : Sums.of(each.getValue().sum));
    }
    return sums;
  }

  /** Nothing is inside any more. */
  void clearInside() {
    inside.clear();
  }

  void clear() {
    byTime.clear();
    inside.clear();
    tree.clear();
  }
}
