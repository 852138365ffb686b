package io.trailhound.rules;

import java.io.Serializable;

/**
 * One thing that is wrong with a rule or list file.
 *
 * @param file as the user gave it
 * @param line from 1; 0 when the finding is about the whole file
 * @param message what is wrong
 * @param hint what would be right; may be empty
 */
public record Finding(String file, int line, String message, String hint) implements Serializable {

  /** {@code rules/x.yml:12: what is wrong; what would be right}. */
  @Override
  public String toString() {
    String where = line > 0 ? file + ":" + line : file;
    return where + ": " + message + (hint.isEmpty() ? "" : "; " + hint);
  }
}
