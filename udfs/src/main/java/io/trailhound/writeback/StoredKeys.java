package io.trailhound.writeback;

import java.util.Iterator;

/**
 * Keys of which a database may have something, and in which states: a Bloom filter, so that it
 * isn't asked for what it can't have. Of most keys of windows, and of users who come for the first
 * time, it has never had anything; and of most others something in a few of a detector's states. Of
 * more than there's room for it says of all that they may be there.
 */
final class StoredKeys {
  /** With two bits an entry, one look in twenty is in vain when it's full. */
  private static final int BITS_OF_ENTRY = 8;

  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long[] bits;
  private final long most;
  private long entries;

  /**
   * @param bytes that it takes
   */
  StoredKeys(long bytes) {
    bits = new long[(int) (bytes / Long.BYTES) + 1];
    most = bits.length * (long) Long.SIZE / BITS_OF_ENTRY;
  }

  void add(Object key, String state) {
    long mixed = mixed(key, state);
    if (!mayHave(mixed)) {
      entries++;
      set((int) mixed);
      set((int) (mixed >>> Integer.SIZE));
    }
  }

  /** Adds keys of a state as long as there's room. */
  void addAll(Iterator<?> all, String state) {
    while (entries <= most && all.hasNext()) {
      add(all.next(), state);
    }
  }

  boolean mayHave(Object key, String state) {
    return mayHave(mixed(key, state));
  }

  private boolean mayHave(long mixed) {
    return entries > most || (has((int) mixed) && has((int) (mixed >>> Integer.SIZE)));
  }

  private static long mixed(Object key, String state) {
    long spread = (key.hashCode() * SPREAD) ^ state.hashCode();
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
    return (int) ((Integer.toUnsignedLong(hash) * bits.length * Long.SIZE) >>> Integer.SIZE);
  }
}
