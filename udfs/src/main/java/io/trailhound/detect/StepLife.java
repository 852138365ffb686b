package io.trailhound.detect;

/**
 * When steps of sequences are forgotten: a function of their own time, whatever other steps there
 * are. Milliseconds.
 */
final class StepLife {
  private StepLife() {}

  /** When a step of that time is; the same for a whole timespan. */
  static long cleanup(Chains chains, long time) {
    long timespan = chains.timespan();
    return Times.windowStart(time + settled(chains), timespan) + 2 * timespan;
  }

  /**
   * Up to here steps have their {@link #cleanup} at {@code timestamp} or before. They can't be in a
   * chain any more, and CEP's chains with them have expired.
   */
  static long over(Chains chains, long timestamp) {
    long timespan = chains.timespan();
    return Times.windowStart(timestamp, timespan) - timespan - settled(chains) - 1;
  }

  /** How long after a time its batch has ended, and another one. */
  private static long settled(Chains chains) {
    return chains.settled() + 2 * StepBatches.BATCH;
  }
}
