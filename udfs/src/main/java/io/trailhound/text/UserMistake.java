package io.trailhound.text;

/**
 * What a user can put right: the message says what, where, and what would be right, and is shown as
 * it is; the command ends with exit code 2. It has no stack trace: where in the code it was found
 * helps nobody.
 */
public abstract class UserMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected UserMistake(String message) {
    super(message, null, false, false);
  }
}
