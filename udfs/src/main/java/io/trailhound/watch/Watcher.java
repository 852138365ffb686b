package io.trailhound.watch;

import java.time.Duration;

/** Has somebody look at files again and again, on a daemon thread of its own, until it's closed. */
public final class Watcher implements AutoCloseable {
  /** How often a job looks at what may change while it runs. */
  public static final Duration EVERY = Duration.ofSeconds(10);

  private final Runnable look;
  private final Duration every;
  private final Thread thread;

  private Watcher(String name, Duration every, Runnable look) {
    this.look = look;
    this.every = every;
    this.thread = new Thread(this::watch, name);
    thread.setDaemon(true);
  }

  /**
   * Begins to watch; the first look is one interval away.
   *
   * @param name of the thread
   * @param look throws nothing, or it's the last one
   */
  public static Watcher start(String name, Duration every, Runnable look) {
    Watcher watcher = new Watcher(name, every, look);
    watcher.thread.start();
    return watcher;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(every.toMillis());
        look.run();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
