package io.trailhound.job.serve;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Revisions of alerts in the order in which they're read come in; the latest of each is kept, as
 * long as it's among the newest alerts: of any number of them no more than fits.
 */
final class NewestAlerts {
  private static final Comparator<AlertEntry> NEWEST_FIRST =
      Comparator.comparingLong(AlertEntry::time).reversed().thenComparing(AlertEntry::id);

  private static final int MOST_SHARED = 10_000;

  private final int mostAlerts;
  private final long mostBytes;
  private final Map<String, AlertEntry> byId = new HashMap<>();
  private final NavigableSet<AlertEntry> inOrder = new TreeSet<>(NEWEST_FIRST);

  /** Ids of which another file has a revision, too. */
  private final Set<String> elsewhere = new HashSet<>();

  /** Names come again and again; the ones that came last are one text each. */
  private final Map<String, String> shared =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_SHARED;
        }
      };

  private long bytes;
  private long leftOut;

  /**
   * @param mostBytes of the heap, about
   */
  NewestAlerts(int mostAlerts, long mostBytes) {
    this.mostAlerts = mostAlerts;
    this.mostBytes = mostBytes;
  }

  String share(String text) {
    return shared.computeIfAbsent(text, same -> same);
  }

  void add(AlertEntry entry) {
    AlertEntry before = byId.get(entry.id());
    if (before != null && before.file() != entry.file()) {
      elsewhere.add(entry.id());
    }
    if (before != null && !entry.replaces(before)) {
      return;
    }
    if (before != null) {
      remove(before);
    }
    byId.put(entry.id(), entry);
    inOrder.add(entry);
    bytes += entry.bytes();
    while (byId.size() > mostAlerts || (bytes > mostBytes && byId.size() > 1)) {
      AlertEntry oldest = inOrder.last();
      remove(oldest);
      elsewhere.remove(oldest.id());
      leftOut++;
    }
  }

  private void remove(AlertEntry entry) {
    byId.remove(entry.id());
    inOrder.remove(entry);
    bytes -= entry.bytes();
  }

  /**
   * The file is another one now.
   *
   * @return whether other files have revisions of what is gone, which have to be read again
   */
  boolean forget(FollowedFile file) {
    List<AlertEntry> gone = inOrder.stream().filter(entry -> entry.file() == file).toList();
    gone.forEach(this::remove);
    return gone.stream().anyMatch(entry -> elsewhere.contains(entry.id()));
  }

  void clear() {
    byId.clear();
    inOrder.clear();
    elsewhere.clear();
    bytes = 0;
    leftOut = 0;
  }

  /** Null when there's none. */
  AlertEntry byId(String id) {
    return byId.get(id);
  }

  Stream<AlertEntry> newestFirst() {
    return inOrder.stream();
  }

  /** Null when there's none. */
  AlertEntry oldest() {
    return inOrder.isEmpty() ? null : inOrder.last();
  }

  int size() {
    return byId.size();
  }

  /** How many revisions were too old to be kept. */
  long leftOut() {
    return leftOut;
  }
}
