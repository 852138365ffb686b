package io.trailhound.job.source.sqs;

/** A message that tells of no object in a form known here; says what is wrong with it. */
public final class NotUnderstoodException extends Exception {
  private static final long serialVersionUID = 1L;

  NotUnderstoodException(String reason) {
    super(reason);
  }
}
