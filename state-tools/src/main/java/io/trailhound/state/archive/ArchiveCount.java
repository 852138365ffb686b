package io.trailhound.state.archive;

import java.util.Locale;

/**
 * What became of the records of an archive, or of the part of it that one reader had.
 *
 * @param unreadable how many records are no events
 */
public record ArchiveCount(Span taken, Span leftOut, long unreadable) {
  static final ArchiveCount NOTHING = new ArchiveCount(Span.NONE, Span.NONE, 0);

  ArchiveCount and(ArchiveCount other) {
    return new ArchiveCount(
        taken.and(other.taken), leftOut.and(other.leftOut), unreadable + other.unreadable);
  }

  @Override
  public String toString() {
    String readable = "taken: %s; left out: %s".formatted(taken, leftOut);
    return unreadable == 0
        ? readable
        : readable
            + String.format(
                Locale.ROOT, "; %,d unreadable record%s", unreadable, unreadable == 1 ? "" : "s");
  }
}
