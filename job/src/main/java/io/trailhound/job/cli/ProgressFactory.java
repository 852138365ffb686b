package io.trailhound.job.cli;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Lets Flink make {@link Progress} where a local run's configuration asks for it. */
public final class ProgressFactory implements MetricReporterFactory {
  static final String TERMINAL = "terminal";

  /** Flink makes reporters by itself, so this is the only way to hear of one. */
  private static volatile Progress last;

  /** How many the last run that showed progress has read. */
  static long records() {
    return last.records();
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    boolean terminal = Boolean.parseBoolean(properties.getProperty(TERMINAL));
    last = new Progress(System.err, terminal);
    return last;
  }
}
