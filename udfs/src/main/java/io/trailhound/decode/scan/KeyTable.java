package io.trailhound.decode.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The bytes of a key in, what is kept under it out, without making a text of it. Never changes, so
 * who chooses keys can't fill it. For any thread.
 */
public final class KeyTable<T> {
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /** Places for a key: most that aren't here find theirs empty. */
  private static final int ROOM = 4;

  private final Entry<T>[] entries;
  private final int shift;

  /** First and last eight bytes, with the length, are all of a key of up to sixteen. */
  private record Entry<T>(byte[] key, long first, long last, T value) {
    boolean is(byte[] bytes, int from, int length, long itsFirst, long itsLast) {
      return first == itsFirst
          && last == itsLast
          && key.length == length
          && (length <= 2 * Words.SIZE
              || Arrays.equals(key, 0, length, bytes, from, from + length));
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  public KeyTable(Map<String, T> values) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(ROOM * Math.max(1, values.size()));
    entries = new Entry[1 << bits];
    shift = Long.SIZE - bits;
    values.forEach(this::put);
  }

  private void put(String name, T value) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    long first = Words.first(key, 0, key.length);
    long last = Words.last(key, 0, key.length);
    int place = place(first, last);
    while (entries[place] != null) {
      place = (place + 1) & (entries.length - 1);
    }
    entries[place] = new Entry<>(key, first, last, value);
  }

  /** What is under the key in {@code bytes} from {@code from} to {@code to}, or null. */
  public T find(byte[] bytes, int from, int to) {
    int length = to - from;
    long first = Words.first(bytes, from, length);
    long last = Words.last(bytes, from, length);
    int place = place(first, last);
    for (Entry<T> at = entries[place]; at != null; at = entries[place]) {
      if (at.is(bytes, from, length, first, last)) {
        return at.value;
      }
      place = (place + 1) & (entries.length - 1);
    }
    return null;
  }

  private int place(long first, long last) {
    return (int) ((((first * SPREAD) ^ last) * SPREAD) >>> shift);
  }
}
