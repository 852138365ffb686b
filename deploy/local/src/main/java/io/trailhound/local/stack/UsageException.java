package io.trailhound.local.stack;

/** A mistake in what the user gave, in words for that user. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
