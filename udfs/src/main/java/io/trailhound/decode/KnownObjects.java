package io.trailhound.decode;

import io.trailhound.decode.scan.Prefix;
import java.util.Arrays;

/**
 * Objects that were read lately, known again by their bytes, and what was found in them. Who made a
 * call stands in a third of a record, and in thousands of records letter by letter the same: so it
 * is compared, and neither parsed nor looked up text by text. Kept is what is met twice: of what
 * comes once, nothing.
 *
 * <p>For any thread, without a lock, as {@link io.trailhound.decode.scan.SharedTexts}.
 */
final class KnownObjects {
  private static final int BITS = 13;

  /** Longer ones hardly repeat, and thousands would be kept. */
  private static final int LONGEST = 1_024;

  /** Looks after which it shows whether they pay; in the first half the places fill. */
  private static final int TRIAL = 1 << 16;

  /** Of a hundred looks so many have to find something: a vain one costs half of what is saved. */
  private static final int LEAST_PERCENT = 40;

  /** Objects that aren't looked for when the others weren't found. */
  private static final int PAUSE = 1 << 20;

  private final Known[] known = new Known[1 << BITS];

  /** By place the hash of the newcomer met last. */
  private final long[] newcomers = new long[1 << BITS];

  /** Negative in a pause. Threads may lose some of each other's: it's an estimate. */
  private int looks;

  private int found;

  /**
   * An object that was read.
   *
   * @param node where
   * @param level as {@link QuickReader} counts them
   */
  record Known(PathNode node, int level, byte[] bytes, Taken[] taken) {
    private boolean is(PathNode at, int itsLevel, byte[] buffer, int from, int end) {
      return node == at
          && level == itsLevel
          && bytes.length <= end - from
          && Arrays.equals(bytes, 0, bytes.length, buffer, from, from + bytes.length);
    }
  }

  /** A text that was taken from an object. */
  record Taken(PathNode node, String text, int length) {}

  /** What is taken from an object while it's read. */
  static final class Notes {
    /** Who made a call has fewer. */
    private static final int MOST = 32;

    private final PathNode[] nodes = new PathNode[MOST];
    private final String[] texts = new String[MOST];
    private final int[] lengths = new int[MOST];
    private int count;

    /** Whether this is all that reading the object does, whatever was read before it. */
    private boolean complete;

    void begin() {
      count = 0;
      complete = true;
    }

    void take(PathNode node, String text, int length) {
      if (!complete) {
        return;
      }
      if (count == MOST) {
        complete = false;
        return;
      }
      nodes[count] = node;
      texts[count] = text;
      lengths[count++] = length;
    }

    /** Something else was done, or left: the next time all has to be read again. */
    void isMore() {
      complete = false;
    }

    void end() {
      complete = false;
    }

    private Taken[] all() {
      Taken[] all = new Taken[count];
      for (int i = 0; i < count; i++) {
        all[i] = new Taken(nodes[i], texts[i], lengths[i]);
      }
      return all;
    }
  }

  /** Whether to look for an object: where every call has one of its own it would only cost. */
  boolean pays() {
    looks++;
    if (looks == TRIAL) {
      looks = found * 100L < LEAST_PERCENT * (TRIAL / 2L) ? -PAUSE : 0;
      found = 0;
    }
    return looks >= 0;
  }

  /** The object that begins at {@code from}, where it was met before; otherwise null. */
  Known find(PathNode node, int level, byte[] buffer, int from, int end) {
    if (end - from < Prefix.LENGTH) {
      return null;
    }
    Known last = known[place(Prefix.hash(buffer, from))];
    if (last == null || !last.is(node, level, buffer, from, end)) {
      return null;
    }
    found += looks >= TRIAL / 2 ? 1 : 0;
    return last;
  }

  /** Notes one that was read. */
  void met(PathNode node, int level, byte[] buffer, int from, int to, Notes notes) {
    int length = to - from;
    if (!notes.complete || length < Prefix.LENGTH || length > LONGEST) {
      return;
    }
    int place = place(Prefix.hash(buffer, from));
    long hash = Prefix.hash(buffer, from, to);
    if (newcomers[place] == hash) {
      known[place] = new Known(node, level, Arrays.copyOfRange(buffer, from, to), notes.all());
    } else {
      newcomers[place] = hash;
    }
  }

  private static int place(long hash) {
    return (int) (hash >>> (Long.SIZE - BITS));
  }
}
