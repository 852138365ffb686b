package io.trailhound.rules.sigma;

/** A field that the decoder of a running job doesn't read, because no rule asked for it. */
final class UnreadFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadFieldException(String what) {
    super("no rule read " + what + " when the job started");
  }
}
