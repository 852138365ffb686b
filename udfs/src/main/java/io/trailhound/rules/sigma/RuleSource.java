package io.trailhound.rules.sigma;

import java.io.Serializable;

/**
 * The text of one rule or list file.
 *
 * @param file the name that messages use: a path, or {@code shipped:aws_x.yml}
 * @param text its content
 */
public record RuleSource(String file, String text) implements Serializable {

  /** Whether it is part of Trailhound. */
  public boolean shipped() {
    return file.startsWith("shipped:");
  }

  /** Name of the folder that it lies in; empty when there is none. */
  String folder() {
    int end = lastSeparator(file);
    return end <= 0 ? "" : file.substring(lastSeparator(file.substring(0, end)) + 1, end);
  }

  private static int lastSeparator(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  }

  /** File name without folders and ending. */
  public String stem() {
    String name = file.substring(lastSeparator(file) + 1);
    name = name.substring(name.lastIndexOf(':') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
