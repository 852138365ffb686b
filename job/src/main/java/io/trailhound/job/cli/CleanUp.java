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
  private static final Deque<Task> LEFT = new ArrayDeque<>();
  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(CleanUp::end, "clean-up"));
  }

  private CleanUp() {}

  /** Clears something away. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /** Makes something that has to be cleared away. */
  @FunctionalInterface
  interface Maker {
    Task make() throws IOException;
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

  /** Of what its owner has cleared away or is about to. */
  static synchronized void remove(Task task) {
    LEFT.remove(task);
  }

  /** Whether the process is being ended: what fails now fails because of that. */
  static synchronized boolean isEnding() {
    return ending;
  }

  private static void end() {
    for (Task task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (Exception e) {
        // Nobody is left who could do something about it; the others want to be cleared away too.
      }
    }
  }

  private static synchronized Task next() {
    ending = true;
    return LEFT.poll();
  }
}
