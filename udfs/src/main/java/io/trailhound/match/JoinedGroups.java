package io.trailhound.match;

import io.trailhound.model.Caps;
import io.trailhound.model.Group;

/**
 * The values of a group in, joined as {@link Group} has it out, long ones as {@link Caps#key} has
 * them: the same text as last time where the same values were joined lately. Of several values that
 * is a text less for nearly every event, and one whose hash is known where signals are gathered and
 * parted; and no value has to be looked at. For one thread.
 */
final class JoinedGroups {
  /** A power of two. */
  private static final int SIZE = 1 << 13;

  /** Longer groups are an attacker's: they don't repeat, and thousands would be kept. */
  private static final int LONGEST = 256;

  private static final int SPREAD = 31;

  private final String[][] met = new String[SIZE][];
  private final String[] joined = new String[SIZE];

  /**
   * @param values null for a missing one; not changed later
   */
  String of(String[] values) {
    int hash = 0;
    for (String value : values) {
      hash = SPREAD * hash + (value == null ? 0 : value.hashCode());
    }
    int place = (hash ^ (hash >>> 16)) & (SIZE - 1);
    if (isMet(place, values)) {
      return joined[place];
    }
    String group = join(values);
    if (group.length() <= LONGEST) {
      met[place] = values;
      joined[place] = group;
    }
    return group;
  }

  private static String join(String[] values) {
    String[] keys = new String[values.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Caps.key(values[i]);
    }
    return Group.join(keys);
  }

  /** By identity: values that repeat are the same objects, and others are joined anew. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isMet(int place, String[] values) {
    String[] last = met[place];
    if (last == null || last.length != values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (last[i] != values[i]) {
        return false;
      }
    }
    return true;
  }
}
