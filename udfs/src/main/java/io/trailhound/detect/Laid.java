package io.trailhound.detect;

import java.util.Set;
import java.util.TreeSet;

/** Calls that are laid out anew come in, one by one, what their windows hang on goes out. */
final class Laid {
  int calls;

  /** Stretches of {@link Layout#stretch} that have some. */
  int firsts;

  /** The beginnings of stretches of a timespan that have some. */
  final Set<Long> homes = new TreeSet<>();

  /**
   * @param span the rule's, milliseconds
   * @param first whether it's the first one of its stretch
   */
  void add(Call call, long span, boolean first) {
    calls++;
    firsts += first ? 1 : 0;
    homes.add(Times.windowStart(call.time(), span));
  }
}
