package io.trailhound.state.inspect;

import java.util.Comparator;

/**
 * A sentence about something that happened.
 *
 * @param time when, in milliseconds
 */
public record Told(long time, String words) implements Comparable<Told> {
  private static final Comparator<Told> IN_ORDER =
      Comparator.comparingLong(Told::time).thenComparing(Told::words);

  @Override
  public int compareTo(Told other) {
    return IN_ORDER.compare(this, other);
  }

  /** What {@link #toLine} made. */
  static Told ofLine(String line) {
    int blank = line.indexOf(' ');
    return new Told(Long.parseLong(line.substring(0, blank)), line.substring(blank + 1));
  }

  /** Of words without line breaks. */
  String toLine() {
    return time + " " + words;
  }
}
