package io.trailhound.job.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * The heap's old generation in, whether it has room for more state out: by what was alive in it at
 * its last collection, because what is garbage by now says nothing.
 */
public final class HeapRoom {
  /** Before the next collection as much again may have come, all of it alive. */
  private static final double FULL = 0.5;

  /** Java has its usage threshold for pools in which objects grow old. */
  private final List<MemoryPoolMXBean> old =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
          .toList();

  /** Whether half of it is alive. Where a collector tells of no such pool, it's never full. */
  public boolean isFull() {
    return old.stream().map(MemoryPoolMXBean::getCollectionUsage).anyMatch(HeapRoom::isFull);
  }

  /** Whether more than half of what there can be is alive; null where there was no collection. */
  static boolean isFull(MemoryUsage alive) {
    return alive != null && alive.getMax() > 0 && alive.getUsed() > FULL * alive.getMax();
  }
}
