package io.trailhound.job.config;

import io.trailhound.text.Distance;
import java.util.Collection;
import java.util.Optional;

/** The known word that was probably meant by an unknown one. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest of {@code words}, when two letters of it differ, or a third of a long one's. */
  public static Optional<String> of(String given, Collection<String> words) {
    return Distance.nearest(given, words, Integer.MAX_VALUE)
        .filter(word -> Distance.between(given, word) <= Math.max(2, word.length() / 3));
  }
}
