package io.trailhound.rules;

import java.io.Serializable;

/**
 * One thing that is wrong with a rule or list file.
 *
 * @param file as the user gave it
 * @param at where in it
 * @param check what found it
 * @param message what is wrong
 * @param hint what would be right; may be empty
 */
public record Finding(String file, Place at, Check check, String message, String hint)
    implements Serializable {

  /** Line in the file, from 1; 0 when the finding is about the whole file. */
  public int line() {
    return at.line();
  }

  public Severity severity() {
    return check.severity();
  }

  /** Message and hint as one text. */
  public String text() {
    return message + (hint.isEmpty() ? "" : "; " + hint);
  }

  /** The same, found by {@code other} where no check has claimed it yet. */
  public Finding orOf(Check other) {
    return check == Check.RULE ? new Finding(file, at, other, message, hint) : this;
  }

  /** {@code rules/x.yml:12: what is wrong; what would be right}. */
  @Override
  public String toString() {
    return (line() > 0 ? file + ":" + line() : file) + ": " + text();
  }
}
