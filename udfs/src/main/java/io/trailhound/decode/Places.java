package io.trailhound.decode;

import java.util.Arrays;

/** Where the objects of a record lie whose place is asked for, by slot. */
final class Places {
  private final int[] starts = new int[Slots.COUNT];

  /** 0 for others. */
  private final int[] ends = new int[Slots.COUNT];

  void clear() {
    Arrays.fill(ends, 0);
  }

  void mark(int slot, int start, int end) {
    starts[slot] = start;
    ends[slot] = end;
  }

  /** Whether there is an object; it lies from {@link #start} to {@link #end}. */
  boolean isObject(int slot) {
    return ends[slot] > 0;
  }

  int start(int slot) {
    return starts[slot];
  }

  int end(int slot) {
    return ends[slot];
  }
}
