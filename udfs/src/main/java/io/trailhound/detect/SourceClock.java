package io.trailhound.detect;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * What is heard of accounts in, by the machine's clock those of which nothing was heard for a while
 * out, as long as the source is live: it runs, and wasn't behind when it gave the latest event. One
 * that reads history is behind, and what it doesn't give says nothing.
 *
 * <p>It knows no state but the latest event: behind a restart the while begins anew.
 */
final class SourceClock {
  /** How often it looks, milliseconds. */
  static final long EVERY = 10_000;

  /** CloudTrail was measured to deliver within 10 minutes (docs/contract.md section 2.6). */
  private static final long DELIVERED = Duration.ofMinutes(15).toMillis();

  private final ProcessingTimeService clock;
  private final long after;
  private final long fresh;
  private final Silent silent;

  /** By account, when it was heard last; not those that were told. */
  private final Map<String, Long> heardAt = new HashMap<>();

  private long latest = Long.MIN_VALUE;
  private boolean live;

  /** What is told of a silent account. */
  interface Silent {
    void tell(String account) throws Exception;
  }

  /**
   * @param after how long the while is, milliseconds
   * @param lateness how late events may come, milliseconds
   */
  SourceClock(ProcessingTimeService clock, long after, long lateness, Silent silent) {
    this.clock = clock;
    this.after = after;
    this.fresh = Math.max(lateness, DELIVERED);
    this.silent = silent;
  }

  /**
   * Goes on from before a restart, or begins.
   *
   * @param before what {@link #latest()} said then
   * @param accounts those that are known
   */
  void goOn(List<Long> before, List<String> accounts) {
    if (!before.isEmpty()) {
      latest = before.get(0);
      live = before.get(1) > 0;
    }
    accounts.forEach(account -> heardAt.put(account, clock.getCurrentProcessingTime()));
    lookLater();
  }

  /** For the next start: the time of the latest event, and 1 when the source was live. */
  List<Long> latest() {
    return List.of(latest, live ? 1L : 0L);
  }

  /** Milliseconds; {@link Long#MIN_VALUE} before the first. */
  long latestEvent() {
    return latest;
  }

  void heard(Heard heard) {
    long now = clock.getCurrentProcessingTime();
    heardAt.put(heard.account, now);
    if (heard.last > latest) {
      latest = heard.last;
      live = now - latest <= fresh;
    }
  }

  private void lookLater() {
    Object unused =
        clock.registerTimer(
            clock.getCurrentProcessingTime() + EVERY,
            time -> {
              look(time);
              lookLater();
            });
  }

  private void look(long now) throws Exception {
    if (!live) {
      return;
    }
    List<String> due =
        heardAt.entrySet().stream()
            .filter(each -> now - each.getValue() >= after)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    for (String account : due) {
      heardAt.remove(account);
      silent.tell(account);
    }
  }
}
