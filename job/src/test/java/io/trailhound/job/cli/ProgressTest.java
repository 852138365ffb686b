package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long TEN_PAST_TWO = 1741658400000L;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Counter events = new SimpleCounter();

  @Test
  void saysHowManyHowFastHowFarAndWhatWasFound() {
    Progress progress = progress(false);
    Counter alerts = new SimpleCounter();
    progress.notifyOfAddedMetric(alerts, "numRecordsIn", operator(Progress.ALERTS));
    Gauge<Long> watermark = () -> TEN_PAST_TWO;
    progress.notifyOfAddedMetric(watermark, "currentInputWatermark", operator(Progress.ALERTS));
    events.inc(12_345);
    alerts.inc(6);

    progress.report();

    assertThat(text())
        .matches("12,345 records, [\\d,]+/s, event time 2025-03-11 02:00:00, 6 alerts\n");
  }

  @Test
  void staysSilentWhileNothingHappens() {
    progress(false).report();

    assertThat(text()).isEmpty();
  }

  @Test
  void renewsItsLineOnATerminal() {
    Progress progress = progress(true);
    events.inc();
    progress.report();

    assertThat(text()).startsWith("\r\u001b[K1 record").doesNotContain("\n");
  }

  @Test
  void countsWhatEndedSubtasksHadCounted() {
    Progress progress = progress(false);
    events.inc(3);
    progress.notifyOfRemovedMetric(events, "numRecordsOut", operator(Progress.SOURCE));
    Counter another = new SimpleCounter();
    progress.notifyOfAddedMetric(another, "numRecordsOut", operator(Progress.SOURCE));
    another.inc(4);

    progress.close();

    assertThat(text()).matches("7 records, .* in \\d+\\.\\d s, 0 alert revisions\n");
  }

  @Test
  void saysAtTheEndWhatWasLeftOutOrCut() {
    Progress progress = progress(false);
    MetricGroup any = operator("any");
    for (String metric :
        List.of(
            Metrics.FILES_LEFT_OUT,
            Metrics.LISTS_CUT,
            Metrics.LETTERS_CUT,
            Metrics.DOCUMENTS_REFUSED,
            Metrics.DOCUMENTS_GIVEN_UP)) {
      Counter counter = new SimpleCounter();
      progress.notifyOfAddedMetric(counter, metric, any);
      counter.inc(metric.equals(Metrics.FILES_LEFT_OUT) ? 1 : 1_000);
      progress.notifyOfRemovedMetric(counter, metric, any);
    }
    Gauge<Long> known = () -> 7L;
    progress.notifyOfAddedMetric(known, Metrics.FILES_TAKEN_FOR_READ, any);
    progress.notifyOfRemovedMetric(known, Metrics.FILES_TAKEN_FOR_READ, any);

    progress.close();

    assertThat(text())
        .endsWith(
            ", 1 path left out, 7 files taken for read before, 1,000 events with lists cut, 1,000 alerts refused, 1,000 alerts not delivered, 1,000 letters cut\n");
  }

  private Progress progress(boolean terminal) {
    Progress progress = new Progress(new PrintStream(written, true, UTF_8), terminal);
    progress.open(new MetricConfig());
    progress.notifyOfAddedMetric(events, "numRecordsOut", operator(Progress.SOURCE));
    return progress;
  }

  private static MetricGroup operator(String name) {
    return new UnregisteredMetricsGroup() {
      @Override
      public Map<String, String> getAllVariables() {
        return Map.of("<operator_name>", name);
      }
    };
  }

  private String text() {
    return written.toString(UTF_8);
  }
}
