package io.trailhound.state.inspect;

import java.util.Comparator;

/**
 * A sentence about something that happened.
 *
 * @param time when, in milliseconds
 */
public record Sentence(long time, String words) implements Comparable<Sentence> {
  private static final Comparator<Sentence> IN_ORDER =
      Comparator.comparingLong(Sentence::time).thenComparing(Sentence::words);

  @Override
  public int compareTo(Sentence other) {
    return IN_ORDER.compare(this, other);
  }

  /** What {@link #toLine} made. */
  static Sentence ofLine(String line) {
    int blank = line.indexOf(' ');
    return new Sentence(Long.parseLong(line.substring(0, blank)), line.substring(blank + 1));
  }

  /** Of words without line breaks. */
  String toLine() {
    return time + " " + words;
  }
}
