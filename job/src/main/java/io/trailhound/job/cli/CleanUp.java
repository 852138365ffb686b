package io.trailhound.job.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be cleared away comes in; it's cleared away when its owner says so or, when the user
 * ends the process in the middle (Ctrl-C), then: last first, so that a cluster is gone before the
 * folder it writes to.
 */
final class CleanUp {
  private static final Deque<Runnable> LEFT = new ArrayDeque<>();
  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(CleanUp::end, "clean-up"));
  }

  private CleanUp() {}

  /** Makes something, and returns what clears it away; that may come twice, from two threads. */
  @FunctionalInterface
  interface Maker {
    Runnable make() throws IOException;
  }

  /** Once the process is being ended, nothing is made any more and nobody comes back from here. */
  static synchronized void add(Maker maker) throws IOException {
    while (ending) {
      try {
        CleanUp.class.wait();
      } catch (InterruptedException e) {
        // So is everything now.
      }
    }
    LEFT.push(maker.make());
  }

  /**
   * Clears away what its owner needs no more. It's on the list until that's done: a process that is
   * being ended would be over in the middle of it.
   */
  static void now(Runnable task) {
    try {
      task.run();
    } finally {
      remove(task);
    }
  }

  private static synchronized void remove(Runnable task) {
    LEFT.remove(task);
  }

  /** Whether the process is being ended: what fails now fails because of that. */
  static synchronized boolean isEnding() {
    return ending;
  }

  private static void end() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        // Nobody is left who could do something about it; the others want to be cleared away too.
      }
    }
  }

  private static synchronized Runnable next() {
    ending = true;
    return LEFT.poll();
  }
}
