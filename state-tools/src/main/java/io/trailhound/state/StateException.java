package io.trailhound.state;

/**
 * A savepoint or file that can't be used; the message says what, where, and what would be right.
 */
final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StateException(String message) {
    super(message, null, false, false);
  }
}
