package io.trailhound.model;

import java.io.Serializable;
import java.util.List;
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
 */
public record ExtraFields(List<String> paths, Set<Integer> presences, boolean wholeText)
    implements Serializable {
  public static final ExtraFields NONE = new ExtraFields(List.of(), false);
  public static final String NULL = "null";
  public static final String THERE = "there";

  public ExtraFields(List<String> paths, boolean wholeText) {
    this(paths, Set.of(), wholeText);
  }

  /** Number of slots; 0 means that {@link CloudTrailEvent#extras} stays null. */
  public int slots() {
    return paths.size() + (wholeText ? 1 : 0);
  }
}
