package io.trailhound.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The CloudTrail paths, besides the named fields of {@link CloudTrailEvent}, that the loaded rules
 * read, for example {@code requestParameters.roleName}. The position of a path is its slot in
 * {@link CloudTrailEvent#extras}. The rules decide, the decoder obeys.
 *
 * @param paths dotted CloudTrail paths, in their original case; each once for its values, and once
 *     where a rule asks whether it's there at all
 * @param presences slots of the latter; {@link #NULL} stands there for a JSON null, {@link #THERE}
 *     for anything else
 * @param wholeText whether a keyword rule is loaded, which searches the values of the whole record;
 *     they're then in the slot after the last path, one value per scalar of the record
 * @param onlyOf by slot, of which events alone the path is read; of others it may be left out.
 *     Slots that aren't among these are read of all events
 */
public record ExtraFields(
    List<String> paths, Set<Integer> presences, boolean wholeText, Map<Integer, Actions> onlyOf)
    implements Serializable {
  public static final ExtraFields NONE = new ExtraFields(List.of(), false);
  public static final String NULL = "null";
  public static final String THERE = "there";

  /**
   * Events by their action, with case folded.
   *
   * @param names of which an event has one
   * @param parts or has one of these in its name
   */
  public record Actions(Set<String> names, Set<String> parts) implements Serializable {
    public boolean include(String folded) {
      return names.contains(folded) || parts.stream().anyMatch(folded::contains);
    }

    Actions or(Actions others) {
      return new Actions(union(names, others.names), union(parts, others.parts));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
      return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }
  }

  public ExtraFields(List<String> paths, boolean wholeText) {
    this(paths, Set.of(), wholeText);
  }

  public ExtraFields(List<String> paths, Set<Integer> presences, boolean wholeText) {
    this(paths, presences, wholeText, Map.of());
  }

  /** The slot of a path's values; -1 when it isn't read. */
  public int slot(String path) {
    for (int slot = 0; slot < paths.size(); slot++) {
      if (paths.get(slot).equals(path) && !presences.contains(slot)) {
        return slot;
      }
    }
    return -1;
  }

  /** The same, and {@code more} of {@code events}; each slot stays what it was. */
  public ExtraFields and(List<String> more, Actions events) {
    List<String> all = new ArrayList<>(paths);
    Map<Integer, Actions> of = new HashMap<>(onlyOf);
    for (String path : more) {
      int slot = slot(path);
      if (slot < 0) {
        all.add(path);
        of.put(all.size() - 1, events);
      } else if (of.containsKey(slot)) {
        of.put(slot, of.get(slot).or(events));
      }
    }
    return new ExtraFields(List.copyOf(all), presences, wholeText, Map.copyOf(of));
  }

  /** Number of slots; 0 means that {@link CloudTrailEvent#extras} stays null. */
  public int slots() {
    return paths.size() + (wholeText ? 1 : 0);
  }
}
