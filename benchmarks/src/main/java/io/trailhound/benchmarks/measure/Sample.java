package io.trailhound.benchmarks.measure;

/**
 * What one run of a way took.
 *
 * @param nanos by the clock on the wall
 * @param processorNanos of all threads of the process, with its compilers and collectors
 * @param collectorMillis by the clock on the wall, in collections
 */
public record Sample(long events, double nanos, double processorNanos, double collectorMillis) {
  /** By the clock on the wall. */
  public double nanosPerEvent() {
    return nanos / events;
  }

  public double processorNanosPerEvent() {
    return processorNanos / events;
  }

  /** The same in another time on the wall: one that somebody else measured. */
  public Sample within(double otherNanos) {
    return new Sample(events, otherNanos, processorNanos, collectorMillis);
  }
}
