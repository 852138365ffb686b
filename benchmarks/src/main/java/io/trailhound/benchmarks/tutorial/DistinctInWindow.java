package io.trailhound.benchmarks.tutorial;

import io.trailhound.model.Alert;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * The calls of a principal in a window in, an alert where they have enough different values out.
 */
final class DistinctInWindow implements WindowFunction<TutorialCall, Alert, String, TimeWindow> {
  private static final long serialVersionUID = 1L;

  private final String rule;
  private final int least;
  private final Value value;

  /** What is counted. */
  interface Value extends Function<TutorialCall, String>, Serializable {}

  DistinctInWindow(String rule, int least, Value value) {
    this.rule = rule;
    this.least = least;
    this.value = value;
  }

  @Override
  public void apply(
      String arn, TimeWindow window, Iterable<TutorialCall> calls, Collector<Alert> out) {
    Set<String> values = new HashSet<>();
    calls.forEach(call -> values.add(value.apply(call)));
    if (values.size() >= least) {
      out.collect(TutorialJob.alert(rule, arn, window.getStart()));
    }
  }
}
