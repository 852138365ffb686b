package io.trailhound.job.aws;

/** A secret can't be had. Neither text holds anything of it. */
public final class NoSecretException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String right;

  NoSecretException(String message, String right) {
    super(message);
    this.right = right;
  }

  /** What would be right, as the end of a sentence. */
  public String right() {
    return right;
  }
}
