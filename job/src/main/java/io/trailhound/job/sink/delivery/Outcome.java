package io.trailhound.job.sink.delivery;

import java.time.Duration;

/**
 * What became of one message.
 *
 * @param detail why it isn't there; null when it is
 * @param pause how long nobody shall be asked, by the receiver's own word; null without one
 */
public record Outcome(Kind kind, String detail, Duration pause) {
  /** What is to be done with it. */
  public enum Kind {
    /** Nothing: the receiver has it. */
    TAKEN,
    /** The receiver won't ever take it. */
    REFUSED,
    /** It's to be sent again; other messages may pass meanwhile. */
    AGAIN,
    /** The same, and no other message would pass. */
    AWAY
  }

  public static final Outcome TAKEN = new Outcome(Kind.TAKEN, null, null);

  public static Outcome refused(String detail) {
    return new Outcome(Kind.REFUSED, detail, null);
  }

  public static Outcome again(String detail) {
    return new Outcome(Kind.AGAIN, detail, null);
  }

  public static Outcome away(String detail) {
    return new Outcome(Kind.AWAY, detail, null);
  }

  /**
   * @param pause null when the receiver said nothing
   */
  public static Outcome away(String detail, Duration pause) {
    return new Outcome(Kind.AWAY, detail, pause);
  }
}
