package io.trailhound.job.cli;

import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.Scheduled;

/**
 * Flink's own metrics of a local run come in; one line of progress goes out on standard error, and
 * a last one at the end. On a terminal the line is renewed in place.
 */
final class Progress implements MetricReporter, Scheduled {
  /** What Flink adds to a sink's name. */
  private static final String WRITER = ": Writer";

  static final String SOURCE = "Source: " + TrailhoundJob.SOURCE;
  static final String ALERTS = Sinks.ALERTS + WRITER;
  static final String DEAD_LETTERS = Sinks.DEAD_LETTERS + WRITER;
  static final String LATE = Sinks.LATE + WRITER;

  /** Back to the line's begin, and erase it. */
  static final String RENEW = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Map<String, Tally> tallies =
      Map.of(
          SOURCE + "numRecordsOut",
          new Tally(),
          ALERTS + "numRecordsIn",
          new Tally(),
          DEAD_LETTERS + "numRecordsIn",
          new Tally(),
          LATE + "numRecordsIn",
          new Tally());
  private final GivenUp[] givenUp = GivenUp.all();
  private final Map<Metric, Gauge<?>> watermarks = new HashMap<>();
  private long start;
  private String shown = "";

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void open(MetricConfig config) {
    start = System.nanoTime();
  }

  @Override
  public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String operator = group.getAllVariables().getOrDefault("<operator_name>", "");
    // On the JobManager the operator is called after all that is chained to it.
    Tally tally = tallies.get(operator + name);
    if (tally != null && metric instanceof Counter counter) {
      tally.add(counter);
    } else if (metric instanceof Gauge<?> gauge
        && operator.equals(ALERTS)
        && name.equals("currentInputWatermark")) {
      watermarks.put(metric, gauge);
    }
    for (GivenUp each : givenUp) {
      each.add(metric, name);
    }
  }

  @Override
  public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter counter) {
      tallies.values().forEach(tally -> tally.remove(counter));
    }
    watermarks.remove(metric);
    for (GivenUp each : givenUp) {
      each.remove(metric);
    }
  }

  @Override
  public synchronized void report() {
    ProgressLine line = line();
    if (line.events() == 0 || line.running().equals(shown)) {
      return;
    }
    shown = line.running();
    if (terminal) {
      out.print(RENEW + shown);
      out.flush();
    } else {
      out.println(shown);
    }
  }

  @Override
  public synchronized void close() {
    out.println((terminal ? RENEW : "") + line().finished());
  }

  synchronized long records() {
    return tallies.get(SOURCE + "numRecordsOut").sum();
  }

  private ProgressLine line() {
    return new ProgressLine(
        records(),
        tallies.get(ALERTS + "numRecordsIn").sum(),
        tallies.get(DEAD_LETTERS + "numRecordsIn").sum(),
        tallies.get(LATE + "numRecordsIn").sum(),
        Stream.of(givenUp).map(GivenUp::words).collect(Collectors.joining()),
        Duration.ofNanos(System.nanoTime() - start),
        eventTime());
  }

  private long eventTime() {
    return watermarks.values().stream()
        .mapToLong(gauge -> (Long) gauge.getValue())
        .min()
        .orElse(Long.MIN_VALUE);
  }
}
