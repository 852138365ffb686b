package io.trailhound.job.source.kinesis;

import java.io.IOException;

/** What Kinesis says when it doesn't do what it was asked. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What it means to who asked. */
  public enum Why {
    /** There's no such stream, or the shard isn't there any more. */
    NOT_THERE,
    /** More than may be read in that time. */
    TOO_OFTEN,
    /** What says where to go on is older than five minutes. */
    EXPIRED,
    /** The service makes nothing of a position. */
    INVALID,
    OTHER
  }

  private final Why why;

  RefusedException(Why why, RuntimeException cause) {
    super(cause.getMessage(), cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
