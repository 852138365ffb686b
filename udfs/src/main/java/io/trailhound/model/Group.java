package io.trailhound.model;

/**
 * Group-by values as one String: the usual single value is itself, several are joined. A missing
 * value is distinct from an empty one.
 */
public final class Group {
  private static final char SEPARATOR = '\u001f';
  private static final String MISSING = "\u0000";

  private Group() {}

  /** Joins {@code values}; null stands for a missing value. */
  public static String join(String... values) {
    if (values.length == 1 && values[0] != null) {
      return values[0];
    }
    StringBuilder joined = new StringBuilder(64);
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        joined.append(SEPARATOR);
      }
      joined.append(values[i] == null ? MISSING : values[i]);
    }
    return joined.toString();
  }

  /** The values that {@link #join} was given, null where one was missing. */
  public static String[] split(String group) {
    String[] values = group.split(String.valueOf(SEPARATOR), -1);
    for (int i = 0; i < values.length; i++) {
      if (values[i].equals(MISSING)) {
        values[i] = null;
      }
    }
    return values;
  }
}
