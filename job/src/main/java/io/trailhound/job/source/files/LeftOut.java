package io.trailhound.job.source.files;

import io.trailhound.metrics.Metrics;
import io.trailhound.text.TerminalText;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What looks could not read comes in; a warning for each path goes out, once for as long as it's
 * so.
 *
 * <p>Metrics: {@link Metrics#FILES_LEFT_OUT}, {@link Metrics#FILES_TAKEN_FOR_READ}.
 */
final class LeftOut {
  /** On the standard error of a local run, where this class is known by its name. */
  private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

  /** Of one look; a server that is down fails for every folder. */
  private static final int NAMED = 20;

  private final Consumer<String> out;
  private final Counter count;
  private Set<String> known = Set.of();
  private volatile int takenForRead;

  LeftOut(MetricGroup metrics) {
    this(metrics, line -> LOG.warn("{}", line));
  }

  LeftOut(MetricGroup metrics, Consumer<String> out) {
    this.out = out;
    count = metrics.counter(Metrics.FILES_LEFT_OUT);
    metrics.gauge(Metrics.FILES_TAKEN_FOR_READ, () -> takenForRead);
  }

  void tell(FilesLook.Look look) {
    Map<String, String> newly = new TreeMap<>(look.leftOut());
    newly.keySet().removeAll(known);
    known = look.leftOut().keySet();
    count.inc(newly.size());
    newly.entrySet().stream()
        .limit(NAMED)
        .forEach(path -> warn("Left out: " + path.getKey() + ": " + path.getValue()));
    if (newly.size() > NAMED) {
      warn("Left out: " + (newly.size() - NAMED) + " more");
    }
    if (look.takenForRead() > takenForRead) {
      warn(
          "Taken for read: "
              + look.takenForRead()
              + " files, modified before those that are remembered. What was moved there since is not read (docs/files.md).");
    }
    takenForRead = look.takenForRead();
  }

  private void warn(String line) {
    out.accept(TerminalText.escape(line));
  }
}
