package io.trailhound.job;

import io.trailhound.local.Ports;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Flink's own Prometheus reporter, at a port that was free when it came to listen there. */
public final class ScrapedReporter implements MetricReporterFactory {
  private static final int CANDIDATES = 10;

  private static volatile int port;

  /** Makes a Flink with these settings serve its metrics. */
  static void configure(Configuration settings) {
    settings.setString("metrics.reporter.prom.factory.class", ScrapedReporter.class.getName());
  }

  /** Where it listens. */
  static int port() {
    return port;
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    RuntimeException trouble = null;
    // Between a look for a free port and its use another process may take it.
    for (int candidate : Ports.free(CANDIDATES)) {
      MetricConfig settings = new MetricConfig();
      settings.setProperty("port", Integer.toString(candidate));
      try {
        MetricReporter reporter = new PrometheusReporterFactory().createMetricReporter(settings);
        port = candidate;
        return reporter;
      } catch (RuntimeException taken) {
        trouble = taken;
      }
    }
    throw new IllegalStateException("no port for a metrics reporter", trouble);
  }
}
