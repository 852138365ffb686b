package io.trailhound.job.docs;

import java.util.List;

/**
 * A command line as a document shows it.
 *
 * @param document its file's name
 * @param text on one line, without prompt and comment
 * @param output the lines that are shown below it, if any
 */
public record DocumentedCommand(String document, int line, String text, List<String> output) {
  /** Where it stands, for messages. */
  public String where() {
    return document + ":" + line + ": " + text;
  }
}
