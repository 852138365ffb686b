package io.trailhound.enrich;

import io.trailhound.text.UserMistake;

/**
 * A file of networks or accounts that cannot be used; the message says which, why, and what would
 * be right.
 */
public final class LookupException extends UserMistake {
  private static final long serialVersionUID = 1L;

  public LookupException(String message) {
    super(message);
  }
}
