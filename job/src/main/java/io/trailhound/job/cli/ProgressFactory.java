package io.trailhound.job.cli;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Lets Flink make {@link Progress} where a local run's configuration asks for it. */
public final class ProgressFactory implements MetricReporterFactory {
  static final String TERMINAL = "terminal";

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    boolean terminal = Boolean.parseBoolean(properties.getProperty(TERMINAL));
    return new Progress(System.err, terminal);
  }
}
