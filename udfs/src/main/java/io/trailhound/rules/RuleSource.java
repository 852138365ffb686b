package io.trailhound.rules;

/**
 * The text of one rule or list file.
 *
 * @param file the name that messages use: a path, or {@code shipped:aws_x.yml}
 * @param text its content
 */
public record RuleSource(String file, String text) {

  /** File name without folders and ending. */
  String stem() {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    name = name.substring(name.lastIndexOf(':') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
