package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleUpdates;
import io.trailhound.watch.Watcher;

/** Looks at once, and then every few seconds on a thread of its own. */
final class LiveWatch implements RuleUpdates.Watch {
  private final LiveLook look;
  private final Watcher watcher;

  LiveWatch(LiveLook look) {
    this.look = look;
    look.first();
    watcher = Watcher.start("rule-folder-watcher", Watcher.EVERY, look::again);
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
    watcher.close();
  }
}
