package io.trailhound.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  }

  public ExtraFields(List<String> paths, boolean wholeText) {
    this(paths, Set.of(), wholeText);
  }

  public ExtraFields(List<String> paths, Set<Integer> presences, boolean wholeText) {
    this(paths, presences, wholeText, Map.of());
  }

  /** Number of slots; 0 means that {@link CloudTrailEvent#extras} stays null. */
  public int slots() {
    return paths.size() + (wholeText ? 1 : 0);
  }
}
