package io.trailhound.job.serve;

import io.trailhound.job.alert.AlertDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Alerts of files that may still grow, looked up in an index of the newest. Each question first
 * reads what came since the one before, for a bounded time; documents are read when they're shown.
 */
public final class FileAlerts implements AlertSource {
  /** For as long a reader waits for a page. */
  private static final Duration READ = Duration.ofMillis(300);

  private final AlertReading reading;
  private final Duration mostReading;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Thread first = new Thread(this::readFirst, "alerts");
  private volatile boolean closed;

  /**
   * @param places files and folders
   * @param mostAlerts that are kept
   * @param mostBytes of the heap that the index may take, about
   * @throws io.trailhound.job.config.ConfigException when one can't be read
   */
  public static FileAlerts open(List<String> places, int mostAlerts, long mostBytes) {
    return open(places, new NewestAlerts(mostAlerts, mostBytes), READ);
  }

  /**
   * @param mostReading for how long a question reads on before its answer
   */
  static FileAlerts open(List<String> places, NewestAlerts newest, Duration mostReading) {
    FileAlerts alerts =
        new FileAlerts(new AlertReading(AlertFiles.of(places), newest), mostReading);
    alerts.first.setDaemon(true);
    alerts.first.start();
    return alerts;
  }

  private FileAlerts(AlertReading reading, Duration mostReading) {
    this.reading = reading;
    this.mostReading = mostReading;
  }

  /** What was there before anybody asked; whoever asks meanwhile has his turn. */
  private void readFirst() {
    boolean more = true;
    while (more && !closed) {
      lock.lock();
      try {
        more = !reading.readOn(READ);
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public String name() {
    return String.join(", ", reading.files().places().stream().map(Path::toString).toList());
  }

  @Override
  public AlertsFound find(AlertFilter filter, AlertPosition after, int most) {
    lock.lock();
    try {
      boolean all = reading.readOn(mostReading);
      List<AlertEntry> entries =
          matching(filter)
              .filter(entry -> after == null || isBehind(entry, after))
              .limit(most + 1L)
              .toList();
      List<AlertDocument> documents = new ArrayList<>();
      for (AlertEntry entry : entries.subList(0, Math.min(most, entries.size()))) {
        reading.document(entry).ifPresent(documents::add);
      }
      AlertPosition next = null;
      if (entries.size() > most) {
        AlertEntry last = entries.get(most - 1);
        next = new AlertPosition(last.time(), last.id());
      }
      return new AlertsFound(documents, next, reading.notes(), !all);
    } finally {
      lock.unlock();
    }
  }

  private static boolean isBehind(AlertEntry entry, AlertPosition after) {
    return entry.time() < after.time()
        || (entry.time() == after.time() && entry.id().compareTo(after.id()) > 0);
  }

  private Stream<AlertEntry> matching(AlertFilter filter) {
    return reading.newest().newestFirst().filter(entry -> entry.isAskedFor(filter));
  }

  @Override
  public Overview overview(AlertFilter filter) {
    lock.lock();
    try {
      EntryCounts counts = new EntryCounts();
      matching(filter).forEach(counts::add);
      return counts.overview();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<AlertDocument> byId(String id) throws IOException {
    lock.lock();
    try {
      reading.readOn(mostReading);
      AlertEntry entry = reading.newest().byId(id);
      return entry == null ? Optional.empty() : reading.document(entry);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
