package io.trailhound.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Started; stopped with a number of events, a {@link Sample}. */
public final class Stopwatch {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long processor = SYSTEM.getProcessCpuTime();
  private final long collectors = collectorMillis();
  private final long nanos = System.nanoTime();

  public Sample stop(long events) {
    long passed = System.nanoTime() - nanos;
    return new Sample(
        events,
        (double) passed,
        (double) (SYSTEM.getProcessCpuTime() - processor),
        (double) (collectorMillis() - collectors));
  }

  private static long collectorMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }
}
