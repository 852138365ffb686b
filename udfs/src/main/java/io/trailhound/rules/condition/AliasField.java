package io.trailhound.rules.condition;

import java.util.Collection;
import java.util.List;

/**
 * What a correlation's alias means where it's another field in each of its rules: none of them,
 * since a value may be of any. Of events each rule's own is read; this one is what the correlation
 * and its alerts go by.
 *
 * @param name of the alias
 */
public record AliasField(String name, List<Field> parts) implements NoEventField {

  /** The field itself where it's the same in all rules. */
  public static Field of(String name, Collection<Field> fields) {
    List<Field> parts =
        fields.stream().flatMap(field -> field.parts().stream()).distinct().toList();
    return parts.size() == 1 ? parts.get(0) : new AliasField(name, parts);
  }
}
