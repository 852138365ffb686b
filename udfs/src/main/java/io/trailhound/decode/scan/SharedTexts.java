package io.trailhound.decode.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a text in, the text out: the same object as last time where it was met lately. What
 * an event says of its action, region or principal, thousands say; and a text that is the same
 * object knows its hash, and is compared at a glance.
 *
 * <p>Each text has two places, the second for newcomers, so that texts which somebody chose for one
 * place drive out no text that is met again. Kept is what is met twice: of a text that comes once,
 * nothing. For any thread, without a lock: what is kept never changes, and what two threads write
 * at a time costs one of them a text of its own.
 */
public final class SharedTexts {
  static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
  private static final int BITS = 12;

  /** Longer ones hardly repeat, and thousands would be kept. */
  private static final int LONGEST = 256;

  /** By place the hashes of its two texts and of the newcomer met last, and one that is free. */
  private static final int HASHES = 4;

  private static final int SECOND = 1;
  private static final int NEWCOMER = 2;

  /** The two of each place beside each other. */
  private final Shared[] kept = new Shared[2 << BITS];

  /**
   * Beside each other, so that a place costs the processor one look at its memory: a text that
   * isn't here is known by them alone. A guess, which {@link Shared#is} decides.
   */
  private final long[] hashes = new long[HASHES << BITS];

  private record Shared(byte[] key, String text) {
    boolean is(byte[] bytes, int from, int to) {
      return Arrays.equals(key, 0, key.length, bytes, from, to);
    }
  }

  /** The text of the ASCII characters in {@code bytes} from {@code from} to {@code to}. */
  public String of(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return ascii(bytes, from, to);
    }
    long hash = hash(bytes, from, to - from);
    int place = (int) (hash >>> (Long.SIZE - BITS));
    int at = HASHES * place;
    if (hashes[at] == hash) {
      Shared first = kept[2 * place];
      if (first != null && first.is(bytes, from, to)) {
        return first.text;
      }
    }
    if (hashes[at + SECOND] == hash) {
      Shared second = kept[2 * place + 1];
      if (second != null && second.is(bytes, from, to)) {
        advance(place);
        return second.text;
      }
    }
    String text = ascii(bytes, from, to);
    if (hashes[at + NEWCOMER] == hash) {
      kept[2 * place + 1] = new Shared(Arrays.copyOfRange(bytes, from, to), text);
      hashes[at + SECOND] = hash;
    } else {
      hashes[at + NEWCOMER] = hash;
    }
    return text;
  }

  /** The second of a place becomes the first. */
  private void advance(int place) {
    Shared first = kept[2 * place];
    kept[2 * place] = kept[2 * place + 1];
    kept[2 * place + 1] = first;
    int at = HASHES * place;
    long hash = hashes[at];
    hashes[at] = hashes[at + SECOND];
    hashes[at + SECOND] = hash;
  }

  /** The same, of a text that isn't expected again. */
  public static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static long hash(byte[] bytes, int from, int length) {
    long hash = length;
    int last = from + length - Words.SIZE;
    for (int i = from; i < last; i += Words.SIZE) {
      hash = mix(hash, Words.at(bytes, i));
    }
    return (hash ^ Words.last(bytes, from, length)) * SPREAD;
  }

  /** A hash with one word more in it. */
  static long mix(long hash, long word) {
    long mixed = (hash ^ word) * SPREAD;
    return mixed ^ (mixed >>> 32);
  }
}
