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

  /** What another exception says, for a message of one line: its first one, without the stop. */
  public static String reason(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").replaceFirst("[.\\s]+$", "");
  }
}
