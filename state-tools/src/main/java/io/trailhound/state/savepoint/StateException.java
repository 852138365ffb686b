package io.trailhound.state.savepoint;

import io.trailhound.text.UserMistake;

/**
 * A savepoint or file that can't be used; the message says what, where, and what would be right.
 */
public final class StateException extends UserMistake {
  private static final long serialVersionUID = 1L;

  public StateException(String message) {
    super(message);
  }
}
