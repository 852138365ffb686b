package io.trailhound.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/**
 * Metrics come in, and are registered in a group of ours and once more in another: there without
 * labels, counters summed up over them, because every label is a metric more to pay for. Histograms
 * and meters are registered in ours alone.
 */
final class PublishedGroup implements MetricGroup {
  private final MetricGroup ours;
  private final MetricGroup published;

  /** By name, for this group and those with labels below it. Flink's metrics thread reads them. */
  private final Map<String, List<Counter>> counters;

  PublishedGroup(MetricGroup ours, MetricGroup published) {
    this(ours, published, new HashMap<>());
  }

  private PublishedGroup(
      MetricGroup ours, MetricGroup published, Map<String, List<Counter>> counters) {
    this.ours = ours;
    this.published = published;
    this.counters = counters;
  }

  @Override
  public Counter counter(String name) {
    return counter(name, new SimpleCounter());
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    List<Counter> summed = counters.get(name);
    if (summed == null) {
      List<Counter> all = new CopyOnWriteArrayList<>();
      counters.put(name, all);
      published.gauge(name, () -> all.stream().mapToLong(Counter::getCount).sum());
      summed = all;
    }
    summed.add(counter);
    return ours.counter(name, counter);
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    published.gauge(name, gauge);
    return ours.gauge(name, gauge);
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    return ours.histogram(name, histogram);
  }

  @Override
  public <M extends Meter> M meter(String name, M meter) {
    return ours.meter(name, meter);
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new PublishedGroup(ours.addGroup(name), published, counters);
  }

  @Override
  public MetricGroup addGroup(String label, String value) {
    return new PublishedGroup(ours.addGroup(label, value), published, counters);
  }

  @Override
  public String[] getScopeComponents() {
    return ours.getScopeComponents();
  }

  @Override
  public Map<String, String> getAllVariables() {
    return ours.getAllVariables();
  }

  @Override
  public String getMetricIdentifier(String name) {
    return ours.getMetricIdentifier(name);
  }

  @Override
  public String getMetricIdentifier(String name, CharacterFilter filter) {
    return ours.getMetricIdentifier(name, filter);
  }
}
