package io.trailhound.writeback;

/** A map's entry that is held: its value, and what the database has of it. */
final class HeldSlot<V> {
  /** Of an entry in a map, roughly. */
  static final int BYTES = 100;

  V value;
  int bytes;

  /** Whether the database may have one of the same key. */
  boolean isStored;

  /** Whether it has this value. */
  boolean isWritten;

  HeldSlot(boolean isStored) {
    this.isStored = isStored;
    isWritten = isStored;
  }
}
