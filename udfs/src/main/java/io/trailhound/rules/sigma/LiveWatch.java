package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleUpdates;
import java.time.Duration;

/** Looks at once, and then every few seconds on a thread of its own. */
final class LiveWatch implements RuleUpdates.Watch {
  private final LiveLook look;
  private final Duration checkEvery;
  private final Thread watcher;

  LiveWatch(LiveLook look, Duration checkEvery) {
    this.look = look;
    this.checkEvery = checkEvery;
    look.first();
    watcher = new Thread(this::watch, "rule-folder-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(checkEvery.toMillis());
        look.again();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public RuleBook latest() {
    return look.latest();
  }

  @Override
  public long failures() {
    return look.failures();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
