package io.trailhound.job.source.kafka;

import org.apache.flink.api.connector.source.ReaderOutput;

/**
 * What holds the watermark of a reader: its partitions that are not idle, and, until it has been
 * given all that are its own, those that may come. Flink combines the partitions' outputs by
 * itself; what it doesn't do is to call the whole reader active again when the first of them wakes
 * up, or idle when it has none.
 */
final class WatermarkHolders {
  /** No partition has this name. */
  private static final String TO_COME = "partitions//to-come";

  private ReaderOutput<?> output;
  private boolean allAssigned;
  private int holders = 1;

  /** To be called before anything is emitted, again and again if it's easier. */
  void start(ReaderOutput<?> output) {
    if (this.output == null) {
      this.output = output;
      output.createOutputForSplit(TO_COME);
      changed(0);
      tellAssigned();
    }
  }

  /** Those who hold have become so many more. */
  void changed(int more) {
    holders += more;
    if (output != null && holders > 0) {
      output.markActive();
    } else if (output != null) {
      output.markIdle();
    }
  }

  /** No partition is to come for now. */
  void allAssigned() {
    if (!allAssigned) {
      allAssigned = true;
      tellAssigned();
    }
  }

  private void tellAssigned() {
    if (allAssigned && output != null) {
      output.createOutputForSplit(TO_COME).markIdle();
      changed(-1);
    }
  }
}
