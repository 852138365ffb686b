package io.trailhound.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The values that an event brings for one field as one String: the usual single value is itself,
 * those of a list are joined. So they travel and rest where a value always did.
 */
public final class Values {
  /** Begins a list; each value then stands behind its length, so that it may hold anything. */
  private static final char LIST = '\u001e';

  private static final char LENGTH_END = ':';

  private Values() {}

  /** The one value {@code value}, or null for none. */
  public static String of(String value) {
    return isList(value) ? join(List.of(value)) : value;
  }

  public static String join(Collection<String> values) {
    StringBuilder joined = new StringBuilder(32).append(LIST);
    for (String value : values) {
      joined.append(value.length()).append(LENGTH_END).append(value);
    }
    return joined.toString();
  }

  /** Whether {@link #split} gives more than the text itself. */
  public static boolean isList(String joined) {
    return joined != null && !joined.isEmpty() && joined.charAt(0) == LIST;
  }

  /** What was joined. */
  public static List<String> split(String joined) {
    if (joined == null) {
      return List.of();
    }
    if (!isList(joined)) {
      return List.of(joined);
    }
    List<String> values = new ArrayList<>();
    int at = 1;
    while (at < joined.length()) {
      int from = joined.indexOf(LENGTH_END, at) + 1;
      int to = from + Integer.parseInt(joined, at, from - 1, 10);
      values.add(joined.substring(from, to));
      at = to;
    }
    return values;
  }
}
