package io.trailhound.job.source.listing;

import io.trailhound.text.UserMistake;

/** Input that is not there; the message names it and says what would be right. */
public final class InputException extends UserMistake {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }
}
