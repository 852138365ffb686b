package io.trailhound.job.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The readers that an enumerator may speak to. When a job is stopped, the source's tasks end before
 * the others, and the enumerator goes on until all have ended; what it sends to a task just when
 * that ends is a lost event to Flink, which lets the job fail. A task that is stopped polls its
 * reader no more from before its part of the savepoint. So when a checkpoint begins, no reader is
 * spoken to until it has been polled behind its part and said so ({@link StillReads}); words to it
 * wait.
 *
 * <p>They would have to wait from the checkpoint's beginning on even if readers spoke when it's
 * complete: that's told to the tasks, which end then, before it's told to the enumerator. And of a
 * savepoint after which a job goes on neither is told.
 *
 * <p>Who waits in an alignment of watermarks isn't polled, and is not spoken to until it goes on.
 */
public final class ListeningReaders {
  private final Supplier<Set<Integer>> registered;

  /** The checkpoints of which a reader has not said that it goes on behind them. */
  private final Map<Integer, SortedSet<Long>> behind = new HashMap<>();

  /** By what they are about. */
  private final Map<Integer, Map<Object, Runnable>> words = new HashMap<>();

  /**
   * @param registered the readers that there are; one that has failed is not among them until it
   *     begins anew
   */
  public ListeningReaders(Supplier<Set<Integer>> registered) {
    this.registered = registered;
  }

  /** To be called where the enumerator's part is made. */
  public void checkpointBegins(long id) {
    registered
        .get()
        .forEach(reader -> behind.computeIfAbsent(reader, it -> new TreeSet<>()).add(id));
  }

  /** Readers may never hear of it. */
  public void checkpointIsAborted(long id) {
    behind.values().forEach(open -> open.remove(id));
    List.copyOf(words.keySet()).forEach(this::letGo);
  }

  /** No stop began before it: of readers that have ended for good, one checkpoint is kept. */
  public void checkpointIsComplete(long id) {
    behind.values().forEach(open -> open.headSet(id).clear());
  }

  /** A reader goes on; it's told what has waited. */
  public void stillReads(int reader, StillReads word) {
    SortedSet<Long> open = behind.get(reader);
    if (open != null) {
      open.headSet(word.checkpoint() + 1).clear();
    }
    letGo(reader);
  }

  /** A new one listens, and is owed nothing. */
  public void beginsAnew(int reader) {
    behind.remove(reader);
    words.remove(reader);
  }

  /** Whether a reader may be spoken to. */
  public boolean listens(int reader) {
    SortedSet<Long> open = behind.get(reader);
    return open == null || open.isEmpty();
  }

  /**
   * Now or when it listens again, in order.
   *
   * @param about of words about the same, which wait, only the last is said, where the first would
   *     have been
   */
  public void tell(int reader, Object about, Runnable word) {
    if (listens(reader)) {
      word.run();
    } else {
      words.computeIfAbsent(reader, it -> new LinkedHashMap<>()).put(about, word);
    }
  }

  private void letGo(int reader) {
    if (listens(reader) && registered.get().contains(reader)) {
      Map<Object, Runnable> waiting = words.remove(reader);
      if (waiting != null) {
        waiting.values().forEach(Runnable::run);
      }
    }
  }
}
