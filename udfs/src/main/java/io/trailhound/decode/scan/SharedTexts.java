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
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
  private static final int BITS = 12;

  /** Longer ones hardly repeat, and thousands would be kept. */
  private static final int LONGEST = 256;

  /** The two of each place beside each other. */
  private final Shared[] kept = new Shared[2 << BITS];

  /** By place the hash of the newcomer met last. */
  private final long[] newcomers = new long[1 << BITS];

  private record Shared(long hash, byte[] key, String text) {
    boolean is(long its, byte[] bytes, int from, int to) {
      return hash == its && Arrays.equals(key, 0, key.length, bytes, from, to);
    }
  }

  /** The text of the ASCII characters in {@code bytes} from {@code from} to {@code to}. */
  public String of(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return ascii(bytes, from, to);
    }
    long hash = hash(bytes, from, to - from);
    int place = (int) (hash >>> (Long.SIZE - BITS));
    Shared first = kept[2 * place];
    if (first != null && first.is(hash, bytes, from, to)) {
      return first.text;
    }
    Shared second = kept[2 * place + 1];
    if (second != null && second.is(hash, bytes, from, to)) {
      kept[2 * place] = second;
      kept[2 * place + 1] = first;
      return second.text;
    }
    String text = ascii(bytes, from, to);
    if (newcomers[place] == hash) {
      kept[2 * place + 1] = new Shared(hash, Arrays.copyOfRange(bytes, from, to), text);
    } else {
      newcomers[place] = hash;
    }
    return text;
  }

  /** The same, of a text that isn't expected again. */
  public static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static long hash(byte[] bytes, int from, int length) {
    long hash = length;
    int last = from + length - Words.SIZE;
    for (int i = from; i < last; i += Words.SIZE) {
      hash = (hash ^ Words.at(bytes, i)) * SPREAD;
      hash ^= hash >>> 32;
    }
    return (hash ^ Words.last(bytes, from, length)) * SPREAD;
  }
}
