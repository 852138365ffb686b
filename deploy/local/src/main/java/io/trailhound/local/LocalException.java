package io.trailhound.local;

/** Why a program of the local stack can't be used, in words for its user. */
public final class LocalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LocalException(String message) {
    super(message);
  }

  public LocalException(String message, Throwable cause) {
    super(message, cause);
  }
}
