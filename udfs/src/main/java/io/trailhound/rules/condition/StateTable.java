package io.trailhound.rules.condition;

import java.io.Serializable;

/**
 * State and character to the next state, where there is one: a hash table of numbers, because boxed
 * ones would take ten times the memory. 0 stands for none.
 */
final class StateTable implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The golden ratio's fraction spreads what lies side by side. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[64];
  private int[] values = new int[64];
  private int size;

  int get(int state, char c) {
    return values[place(key(state, c))];
  }

  /** Puts in what isn't there yet. */
  void put(int state, char c, int next) {
    if (2 * ++size > keys.length) {
      grow();
    }
    set(key(state, c), next);
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        set(oldKeys[i], oldValues[i]);
      }
    }
  }

  private void set(long key, int value) {
    int place = place(key);
    keys[place] = key;
    values[place] = value;
  }

  /** Where {@code key} is, or the free place where it would be. */
  private int place(long key) {
    int mask = keys.length - 1;
    int place = (int) ((key * SPREAD) >>> 40) & mask;
    while (values[place] != 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private static long key(int state, char c) {
    return (long) state << 16 | c;
  }
}
