package io.trailhound.writeback;

import java.util.Iterator;

/**
 * Keys of which a database may have something, and what of: a Bloom filter, so that it isn't asked
 * for what it can't have. Most keys of windows, and of users who come for the first time, it has
 * never had; and of most others only one or two of the states that a detector has. Of more than
 * there's room for it says of all that they may be there.
 */
final class StoredKeys {
  /** With two bits a key, one look in twenty is in vain when it's full. */
  private static final int BITS_OF_KEY = 8;

  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long[] bits;
  private final long most;

  /** Entries; of a key one, and one for each of its states. */
  private long keys;

  /**
   * @param bytes that it takes
   */
  StoredKeys(long bytes) {
    bits = new long[(int) (bytes / Long.BYTES) + 1];
    most = bits.length * (long) Long.SIZE / BITS_OF_KEY;
  }

  /** Adds something of a key in a state. */
  void add(Object key, String state) {
    add(mixed(key));
    add(mixed(key, state));
  }

  /** Adds keys of a state as long as there's room. */
  void addAll(Iterator<?> all, String state) {
    while (keys <= most && all.hasNext()) {
      add(all.next(), state);
    }
  }

  /** Whether there may be something of a key, in whatever state. */
  boolean mayHave(Object key) {
    return mayHave(mixed(key));
  }

  boolean mayHave(Object key, String state) {
    return mayHave(mixed(key, state));
  }

  private void add(long mixed) {
    if (!mayHave(mixed)) {
      keys++;
      set((int) mixed);
      set((int) (mixed >>> Integer.SIZE));
    }
  }

  private boolean mayHave(long mixed) {
    return keys > most || (has((int) mixed) && has((int) (mixed >>> Integer.SIZE)));
  }

  private static long mixed(Object key) {
    return mixed(key.hashCode() * SPREAD);
  }

  private static long mixed(Object key, String state) {
    return mixed((key.hashCode() * SPREAD) ^ (state.hashCode() + 1L));
  }

  private static long mixed(long hash) {
    return (hash ^ (hash >>> 29)) * SPREAD;
  }

  private void set(int hash) {
    int place = place(hash);
    bits[place / Long.SIZE] |= 1L << place;
  }

  private boolean has(int hash) {
    int place = place(hash);
    return (bits[place / Long.SIZE] & (1L << place)) != 0;
  }

  private int place(int hash) {
    return (int) Math.floorMod((long) hash, bits.length * (long) Long.SIZE);
  }
}
