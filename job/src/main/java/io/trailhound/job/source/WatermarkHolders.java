package io.trailhound.job.source;

import org.apache.flink.api.connector.source.ReaderOutput;

/**
 * What holds the watermark of a reader: its splits that are not idle, and those that may come.
 * Flink combines the splits' outputs by itself; what it doesn't do is to call the whole reader
 * active again when the first of them wakes up, or idle when it has none.
 */
public final class WatermarkHolders {
  /** No split has this name. */
  private static final String TO_COME = "splits//to-come";

  private ReaderOutput<?> output;
  private boolean allAssigned;

  /** Until it's told that it has all that are its own, any split may come. */
  private int toCome = 1;

  private int holders;

  /** To be called before anything is emitted, again and again if it's easier. */
  public void start(ReaderOutput<?> output) {
    if (this.output == null) {
      this.output = output;
      output.createOutputForSplit(TO_COME);
      if (toCome == 0) {
        holdForThoseToCome(false);
      }
      changed(0);
    }
  }

  /** Splits that are not idle have become so many more. */
  public void changed(int more) {
    holders += more;
    if (output != null && holders + toCome > 0) {
      output.markActive();
    } else if (output != null) {
      output.markIdle();
    }
  }

  /** What else is to come for now is told by {@link #expect}. */
  public void allAssigned() {
    if (!allAssigned) {
      allAssigned = true;
      expected();
    }
  }

  /** Something is to come, here or elsewhere, before which the watermark stays where it is. */
  public void expect() {
    if (toCome++ == 0) {
      holdForThoseToCome(true);
    }
    changed(0);
  }

  /** One that was expected is there. */
  public void expected() {
    if (--toCome == 0) {
      holdForThoseToCome(false);
    }
    changed(0);
  }

  /** An output that has never emitted, so that nothing passes it while it's active. */
  private void holdForThoseToCome(boolean hold) {
    if (output != null && hold) {
      output.createOutputForSplit(TO_COME).markActive();
    } else if (output != null) {
      output.createOutputForSplit(TO_COME).markIdle();
    }
  }
}
