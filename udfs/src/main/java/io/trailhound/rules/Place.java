package io.trailhound.rules;

import java.io.Serializable;

/**
 * Where something stands in a file.
 *
 * @param line from 1; 0 for the whole file
 * @param column of its first character, from 1; 0 when only the line is known
 */
public record Place(int line, int column) implements Serializable {
  public static final Place WHOLE_FILE = new Place(0, 0);

  public static Place ofLine(int line) {
    return new Place(line, 0);
  }
}
