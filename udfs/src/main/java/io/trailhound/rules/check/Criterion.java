package io.trailhound.rules.check;

import io.trailhound.rules.Place;
import io.trailhound.rules.condition.Glob;
import io.trailhound.rules.sigma.FieldNames;
import io.trailhound.rules.sigma.Modifiers;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A field or keyword of a selection with what is asked of it.
 *
 * @param key as written, with the modifiers
 * @param at where the key stands; of a keyword, where it stands
 */
record Criterion(String key, Place at, Modifiers modifiers, List<Text> values) {
  private static final Set<String> TEXT = Set.of("equals", "contains", "startswith", "endswith");

  /** Beyond ASCII also what is no letter may have a case. */
  private static final Pattern CASE = Pattern.compile("[A-Za-z\\P{ASCII}]");

  /** The one name of the field; empty for keywords. */
  String field() {
    return FieldNames.canonical(modifiers.field());
  }

  boolean isOf(String canonical) {
    return field().equals(canonical);
  }

  /** Whether its values are compared as texts, with wildcards. */
  boolean comparesText() {
    return TEXT.contains(modifiers.match())
        && modifiers.encoding().isEmpty()
        && modifiers.part() == null;
  }

  /** Whether values that differ in case only are the same. */
  boolean foldsCase() {
    return comparesText() && !modifiers.cased() && !modifiers.expand();
  }

  /** Whether it asks for the case of values that have none. */
  boolean needlesslyCased() {
    return modifiers.cased()
        && !modifiers.expand()
        && !modifiers.match().equals("fieldref")
        && values.stream().noneMatch(v -> v.text() == null || CASE.matcher(v.text()).find());
  }

  /** Whether a value of the field has to be one of these, or must be none of them. */
  boolean isExact() {
    return comparesText() && modifiers.match().equals("equals");
  }

  /** A value with its wildcards as {@link Glob} reads them, and those of the modifier around it. */
  String pattern(String value) {
    return Glob.widen(Glob.parse(value), modifiers.match());
  }
}
