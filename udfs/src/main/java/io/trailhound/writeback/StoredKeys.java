package io.trailhound.writeback;

import java.util.Iterator;

/**
 * Keys of which a database may have something: a Bloom filter, so that it isn't asked for what it
 * can't have. Most keys of windows, and of users who come for the first time, it has never had. Of
 * more keys than there's room for it says of all that they may be there.
 */
final class StoredKeys {
  /** With two bits a key, one look in twenty is in vain when it's full. */
  private static final int BITS_OF_KEY = 8;

  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long[] bits;
  private final long most;
  private long keys;

  /**
   * @param bytes that it takes
   */
  StoredKeys(long bytes) {
    bits = new long[(int) (bytes / Long.BYTES) + 1];
    most = bits.length * (long) Long.SIZE / BITS_OF_KEY;
  }

  void add(Object key) {
    if (!mayHave(key)) {
      keys++;
      long mixed = mixed(key);
      set((int) mixed);
      set((int) (mixed >>> Integer.SIZE));
    }
  }

  /** Adds keys as long as there's room. */
  void addAll(Iterator<?> all) {
    while (keys <= most && all.hasNext()) {
      add(all.next());
    }
  }

  boolean mayHave(Object key) {
    if (keys > most) {
      return true;
    }
    long mixed = mixed(key);
    return has((int) mixed) && has((int) (mixed >>> Integer.SIZE));
  }

  private static long mixed(Object key) {
    long spread = key.hashCode() * SPREAD;
    return (spread ^ (spread >>> 29)) * SPREAD;
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
