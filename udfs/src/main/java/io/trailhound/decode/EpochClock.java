package io.trailhound.decode;

import java.io.Serializable;
import java.util.function.LongSupplier;

/** Milliseconds since the epoch; from outside, so that tests and replays choose the time. */
@FunctionalInterface
public interface EpochClock extends LongSupplier, Serializable {
  /** The machine's clock. */
  static EpochClock system() {
    return System::currentTimeMillis;
  }
}
