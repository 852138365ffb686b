package io.trailhound.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How many letters to add, drop or change to make one text of another (Levenshtein). */
public final class Distance {
  private Distance() {}

  public static int between(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /**
   * What was probably meant: the nearest of {@code known}, whatever the case.
   *
   * @param most how many letters may differ
   */
  public static Optional<String> nearest(String given, Collection<String> known, int most) {
    String lower = given.toLowerCase(Locale.ROOT);
    String best = null;
    int least = most;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - lower.length()) <= least) {
        int distance = between(lower, candidate.toLowerCase(Locale.ROOT));
        if (distance < least || (distance == least && best == null)) {
          best = candidate;
          least = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }
}
