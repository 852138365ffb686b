package io.trailhound.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Group-by values as one String: the usual single value is itself, several are joined. A missing
 * value is distinct from an empty one. Values that hold what joins them, which nobody but an
 * attacker writes, are joined as {@link Values} are.
 */
public final class Group {
  private static final String SEPARATOR = "\u001f";
  private static final String MISSING = "\u0000";

  /** Before a value that is there, where values are joined as {@link Values}. */
  private static final String PRESENT = "=";

  private Group() {}

  /** Joins {@code values}; null stands for a missing value. */
  public static String join(String... values) {
    if (values.length == 1 && values[0] != null && isPlain(values[0])) {
      return values[0];
    }
    StringBuilder joined = new StringBuilder(64);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null && !isPlain(values[i])) {
        return joinAny(values);
      }
      joined.append(i == 0 ? "" : SEPARATOR).append(values[i] == null ? MISSING : values[i]);
    }
    return joined.toString();
  }

  private static boolean isPlain(String value) {
    return !value.contains(SEPARATOR) && !value.equals(MISSING) && !Values.isList(value);
  }

  private static String joinAny(String[] values) {
    List<String> all = new ArrayList<>();
    for (String value : values) {
      all.add(value == null ? "" : PRESENT + value);
    }
    return Values.join(all);
  }

  /** How many values {@link #join} was given. */
  public static int count(String group) {
    if (Values.isList(group)) {
      return split(group).length;
    }
    int count = 1;
    for (int at = group.indexOf(SEPARATOR); at >= 0; at = group.indexOf(SEPARATOR, at + 1)) {
      count++;
    }
    return count;
  }

  /** The values that {@link #join} was given, null where one was missing. */
  public static String[] split(String group) {
    if (Values.isList(group)) {
      return Values.split(group).stream()
          .map(value -> value.isEmpty() ? null : value.substring(PRESENT.length()))
          .toArray(String[]::new);
    }
    String[] values = group.split(SEPARATOR, -1);
    for (int i = 0; i < values.length; i++) {
      if (values[i].equals(MISSING)) {
        values[i] = null;
      }
    }
    return values;
  }
}
