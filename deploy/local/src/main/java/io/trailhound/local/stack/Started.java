package io.trailhound.local.stack;

import io.trailhound.local.LocalException;
import io.trailhound.local.LocalProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Processes that are being started: they end with it, or with this JVM when that's told to end,
 * unless all went well.
 */
final class Started implements AutoCloseable {
  private final Deque<LocalProcess> lastFirst = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread interrupted = new Thread(this::endForGood, "end what was started");

  Started() {
    Runtime.getRuntime().addShutdownHook(interrupted);
  }

  void begin(LocalProcess process) {
    lock.lock();
    try {
      lastFirst.push(process);
      process.begin();
    } finally {
      lock.unlock();
    }
  }

  /** They run on. */
  void keep() {
    lock.lock();
    try {
      lastFirst.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      end();
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException thisJvmIsEnding) {
      throw new LocalException("interrupted", thisJvmIsEnding);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps the lock: whoever waits for what has been ended would start the next, or complain that
   * it's gone.
   */
  private void endForGood() {
    lock.lock();
    end();
  }

  private void end() {
    lastFirst.forEach(LocalProcess::kill);
    lastFirst.clear();
  }
}
