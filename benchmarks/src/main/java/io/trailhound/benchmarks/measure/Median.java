package io.trailhound.benchmarks.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of several measurements, and how far they lie apart. */
public record Median(double median, double least, double most) {
  /**
   * @param values one at least
   */
  public static Median of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    double middle =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Median(middle, sorted.get(0), sorted.get(sorted.size() - 1));
  }

  static <T> Median of(List<T> all, ToDoubleFunction<T> value) {
    return of(all.stream().map(value::applyAsDouble).toList());
  }
}
