package io.trailhound.decode;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.util.function.Consumer;

/**
 * Events and reasons in, {@link Decoded} with its source position out; counts what it passed on.
 */
final class Outlet {
  private static final int LONGEST_DETAIL = 300;

  private String source;
  private Consumer<Decoded> out;

  /** Offset of the message, or line of the file at which the current record begins. */
  long position;

  /** Outputs since {@link #open}. */
  long passed;

  void open(String from, long at, Consumer<Decoded> consumer) {
    source = from;
    position = at;
    out = consumer;
    passed = 0;
  }

  void event(CloudTrailEvent event) {
    event.source = source;
    event.position = position;
    passed++;
    out.accept(Decoded.of(event));
  }

  void dead(String reason, String detail, byte[] raw) {
    String told = detail;
    if (detail != null && detail.length() > LONGEST_DETAIL) {
      told = detail.substring(0, LONGEST_DETAIL) + "...";
    }
    passed++;
    out.accept(Decoded.of(new DeadLetter(reason, told, source + position, raw)));
  }

  /** Lets {@code other} pass on to the same place, as if it were this position's. */
  void lend(Outlet other) {
    other.open(source, position, out);
  }
}
