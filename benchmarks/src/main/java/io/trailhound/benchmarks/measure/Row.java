package io.trailhound.benchmarks.measure;

/**
 * What several rounds of a way came to.
 *
 * @param ratio of the speed of the way it goes against
 * @param perSecond events
 * @param processorMicros of all threads, an event
 * @param floors the same as multiples of what parsing alone takes
 * @param collecting part of the time that went into collections of garbage
 */
public record Row(
    String key,
    String name,
    String against,
    double goal,
    double floorsGoal,
    Median ratio,
    Median perSecond,
    Median processorMicros,
    Median floors,
    Median collecting) {

  /** Whether it keeps what it is to keep; true where nothing is asked. */
  public boolean reached() {
    return ratio.median() >= goal && (floorsGoal == 0 || floors.median() <= floorsGoal);
  }
}
