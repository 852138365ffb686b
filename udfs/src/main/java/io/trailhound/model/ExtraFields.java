package io.trailhound.model;

import java.io.Serializable;
import java.util.List;

/**
 * The CloudTrail paths, besides the named fields of {@link CloudTrailEvent}, that the loaded rules
 * read, for example {@code requestParameters.roleName}. The position of a path is its slot in
 * {@link CloudTrailEvent#extras}. The rules decide, the decoder obeys.
 *
 * @param paths dotted CloudTrail paths, in their original case, without repetition
 * @param wholeText whether a keyword rule is loaded, which searches the values of the whole record;
 *     they're then in the slot after the last path, one value per scalar of the record
 */
public record ExtraFields(List<String> paths, boolean wholeText) implements Serializable {
  public static final ExtraFields NONE = new ExtraFields(List.of(), false);

  /** Number of slots; 0 means that {@link CloudTrailEvent#extras} stays null. */
  public int slots() {
    return paths.size() + (wholeText ? 1 : 0);
  }
}
