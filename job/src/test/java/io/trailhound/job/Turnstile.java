package io.trailhound.job;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Lets a source of this JVM pass so many records as a test has said by then. Flink sends the source
 * to where it runs, so that it finds its turnstile by name there.
 */
public final class Turnstile {
  private static final ConcurrentMap<String, Turnstile> ALL = new ConcurrentHashMap<>();

  final String name = UUID.randomUUID().toString();
  private long open;
  private long passed;
  private CompletableFuture<Void> waiting;

  public Turnstile() {
    ALL.put(name, this);
  }

  static Turnstile of(String name) {
    return ALL.get(name);
  }

  /** When the next record may pass. */
  synchronized CompletionStage<Void> pass() {
    CompletableFuture<Void> next = new CompletableFuture<>();
    if (passed++ < open) {
      next.complete(null);
    } else {
      waiting = next;
    }
    return next;
  }

  /** Lets records pass until there were so many. */
  public void open(long records) {
    CompletableFuture<Void> next;
    synchronized (this) {
      open = records;
      next = passed <= open ? waiting : null;
      waiting = next == null ? waiting : null;
    }
    if (next != null) {
      next.complete(null);
    }
  }
}
