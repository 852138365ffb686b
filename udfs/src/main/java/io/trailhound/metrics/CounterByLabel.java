package io.trailhound.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * A label's value in, the counter with that label goes up. Values known beforehand are there with 0
 * from the start, because a rate over a counter that appears with its first count misses that one.
 */
public final class CounterByLabel {
  private final MetricGroup group;
  private final String name;
  private final String label;
  private final Map<String, Counter> counters = new HashMap<>();

  public CounterByLabel(MetricGroup group, String name, String label, Collection<String> known) {
    this.group = group;
    this.name = name;
    this.label = label;
    known.forEach(this::register);
  }

  public void inc(String value) {
    Counter counter = counters.get(value);
    if (counter == null) {
      counter = register(value);
    }
    counter.inc();
  }

  private Counter register(String value) {
    Counter counter = group.addGroup(label, value).counter(name);
    counters.put(value, counter);
    return counter;
  }
}
