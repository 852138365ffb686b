package io.trailhound.job.cli;

import io.trailhound.metrics.Metrics;
import java.util.Locale;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;

/**
 * What a run leaves out or cuts, which its last line has to say (docs/contract.md section 2.7): one
 * metric comes in, words for it go out.
 */
final class GivenUp {
  private final String metric;
  private final String one;
  private final String many;
  private final Tally counters = new Tally();

  /** Of a gauge, which is one of the whole job. */
  private Gauge<?> gauge;

  private long last;

  private GivenUp(String metric, String one, String many) {
    this.metric = metric;
    this.one = one;
    this.many = many;
  }

  static GivenUp[] all() {
    return new GivenUp[] {
      new GivenUp(Metrics.FILES_LEFT_OUT, "path left out", "paths left out"),
      new GivenUp(
          Metrics.FILES_TAKEN_FOR_READ,
          "file taken for read before",
          "files taken for read before"),
      new GivenUp(Metrics.COLD_STARTS, "archive without an event", "archives without an event"),
      new GivenUp(Metrics.LISTS_CUT, "event with lists cut", "events with lists cut"),
      new GivenUp(Metrics.DOCUMENTS_REFUSED, "alert refused", "alerts refused"),
      new GivenUp(Metrics.DOCUMENTS_GIVEN_UP, "alert not delivered", "alerts not delivered"),
      new GivenUp(Metrics.LETTERS_CUT, "letter cut", "letters cut"),
    };
  }

  void add(Metric added, String name) {
    if (!name.equals(metric)) {
      return;
    }
    if (added instanceof Counter counter) {
      counters.add(counter);
    } else if (added instanceof Gauge<?> value) {
      gauge = value;
    }
  }

  void remove(Metric removed) {
    if (removed instanceof Counter counter) {
      counters.remove(counter);
    } else if (removed == gauge) {
      last = value();
      gauge = null;
    }
  }

  /** With a comma before it; empty when there was nothing. */
  String words() {
    long count = counters.sum() + value();
    return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, count == 1 ? one : many);
  }

  private long value() {
    return gauge == null ? last : ((Number) gauge.getValue()).longValue();
  }
}
