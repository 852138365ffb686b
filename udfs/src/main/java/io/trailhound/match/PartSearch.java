package io.trailhound.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Texts in; out for a value which of them stand in it, in one pass that leaps over most of the
 * value: the algorithm of Wu and Manber. Two characters say how far the next beginning of a text
 * can be.
 */
final class PartSearch {
  private static final int PAIRS = 1 << 12;
  private static final int LONGEST_LEAP = Byte.MAX_VALUE;

  /** Of less than two characters. */
  private final List<String> tiny = new ArrayList<>();

  /** Of so many characters of each text is known where they stand. */
  private final int width;

  /** By the pair of characters that was just read, how many may be leapt over. */
  private final byte[] leaps = new byte[PAIRS];

  /** By the pair at which no leap is possible, the texts of which it ends the known characters. */
  private final Map<Integer, List<String>> here = new HashMap<>();

  PartSearch(Collection<String> texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(text -> (text.length() < 2 ? tiny : all).add(text));
    width =
        Math.min(LONGEST_LEAP, all.stream().mapToInt(String::length).min().orElse(LONGEST_LEAP));
    Arrays.fill(leaps, (byte) (width - 1));
    all.forEach(this::add);
  }

  private void add(String text) {
    for (int end = 1; end < width; end++) {
      int pair = pair(text, end);
      leaps[pair] = (byte) Math.min(leaps[pair], width - 1 - end);
    }
    here.computeIfAbsent(pair(text, width - 1), first -> new ArrayList<>()).add(text);
  }

  /** Hands on each text that stands in {@code value}, perhaps several times. */
  void in(String value, Consumer<String> found) {
    for (String text : tiny) {
      if (value.contains(text)) {
        found.accept(text);
      }
    }
    int end = width - 1;
    while (end < value.length()) {
      int pair = pair(value, end);
      int leap = leaps[pair];
      if (leap == 0) {
        look(value, end - width + 1, here.get(pair), found);
      }
      end += Math.max(1, leap);
    }
  }

  /** Pairs share numbers, so there may be no text at all. */
  private static void look(String value, int from, List<String> texts, Consumer<String> found) {
    if (texts != null) {
      for (int i = 0; i < texts.size(); i++) {
        if (value.startsWith(texts.get(i), from)) {
          found.accept(texts.get(i));
        }
      }
    }
  }

  private static int pair(String text, int end) {
    return (text.charAt(end - 1) * 31 + text.charAt(end)) & (PAIRS - 1);
  }
}
