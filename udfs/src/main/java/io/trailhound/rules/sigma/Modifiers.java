package io.trailhound.rules.sigma;

import io.trailhound.rules.condition.TimePart;
import io.trailhound.text.Distance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The key of a selection, {@code field|modifier|modifier}, taken apart and checked.
 *
 * @param field as written; empty for keywords
 * @param match {@code equals}, {@code contains}, {@code startswith}, {@code endswith}, {@code re},
 *     {@code cidr}, {@code exists}, {@code fieldref}, {@code lt}, {@code lte}, {@code gt} or {@code
 *     gte}
 * @param position for {@code fieldref}: {@code equals}, {@code contains}, {@code startswith} or
 *     {@code endswith}
 * @param flags of {@code re}, some of {@code i m s}
 * @param negated {@code neq}: what the others ask for is not so
 * @param encoding {@code base64}, {@code base64offset}, {@code windash} or empty
 * @param charset of what is encoded in base64: {@code utf16}, {@code utf16le}, {@code utf16be},
 *     {@code wide} or empty
 * @param part of a time that is compared; null for the value itself
 */
public record Modifiers(
    String field,
    String match,
    String position,
    Set<String> flags,
    String encoding,
    String charset,
    TimePart part,
    boolean all,
    boolean cased,
    boolean expand,
    boolean negated) {

  private static final Set<String> POSITIONS = Set.of("contains", "startswith", "endswith");
  private static final Set<String> MATCHES =
      Set.of("re", "cidr", "exists", "fieldref", "lt", "lte", "gt", "gte");
  private static final Set<String> FLAGS = Set.of("i", "m", "s");
  private static final Set<String> ENCODINGS = Set.of("base64", "base64offset", "windash");
  private static final Set<String> UTF16 = Set.of("utf16", "utf16le", "utf16be", "wide");
  private static final Set<String> PLAIN = Set.of("all", "cased", "expand", "neq");
  private static final Set<String> NUMERIC = Set.of("lt", "lte", "gt", "gte");
  private static final String KNOWN =
      "known are contains startswith endswith all re (i m s) cidr exists cased fieldref expand lt"
          + " lte gt gte neq base64 base64offset windash utf16 utf16le utf16be wide minute hour day"
          + " week month year";

  /**
   * Takes {@code key} apart.
   *
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  public static Modifiers parse(String key) {
    List<String> parts = List.of(key.split("\\|", -1));
    Set<String> given = new LinkedHashSet<>();
    for (String modifier : parts.subList(1, parts.size())) {
      if (!given.add(checked(modifier))) {
        throw new IllegalArgumentException("the modifier " + modifier + " stands there twice");
      }
    }
    List<String> positions = given.stream().filter(POSITIONS::contains).toList();
    List<String> matches = given.stream().filter(MATCHES::contains).toList();
    List<String> encodings = given.stream().filter(ENCODINGS::contains).toList();
    List<String> charsets = given.stream().filter(UTF16::contains).toList();
    List<String> times = given.stream().filter(it -> TimePart.of(it) != null).toList();
    Set<String> flags = new LinkedHashSet<>(given);
    flags.retainAll(FLAGS);
    atMostOne(positions);
    atMostOne(matches);
    atMostOne(encodings);
    atMostOne(charsets);
    atMostOne(times);
    String position = positions.isEmpty() ? "equals" : positions.get(0);
    String match = matches.isEmpty() ? position : matches.get(0);
    Modifiers result =
        new Modifiers(
            parts.get(0),
            match,
            position,
            Set.copyOf(flags),
            encodings.isEmpty() ? "" : encodings.get(0),
            charsets.isEmpty() ? "" : charsets.get(0),
            times.isEmpty() ? null : TimePart.of(times.get(0)),
            given.contains("all"),
            given.contains("cased"),
            given.contains("expand"),
            given.contains("neq"));
    result.refuseNonsense(positions);
    return result;
  }

  private static String checked(String modifier) {
    if (PLAIN.contains(modifier)
        || POSITIONS.contains(modifier)
        || MATCHES.contains(modifier)
        || FLAGS.contains(modifier)
        || ENCODINGS.contains(modifier)
        || UTF16.contains(modifier)
        || TimePart.of(modifier) != null) {
      return modifier;
    }
    List<String> known =
        Stream.of(PLAIN, POSITIONS, MATCHES, ENCODINGS, UTF16)
            .flatMap(Set::stream)
            .filter(each -> each.length() > 2)
            .toList();
    String near =
        Distance.nearest(modifier, known, 2)
            .map(meant -> "did you mean " + meant + "? ")
            .orElse("");
    throw new IllegalArgumentException("unknown modifier '" + modifier + "'; " + near + KNOWN);
  }

  private static void atMostOne(List<String> modifiers) {
    if (modifiers.size() > 1) {
      throw new IllegalArgumentException(
          "the modifiers " + String.join(" and ", modifiers) + " contradict each other");
    }
  }

  private boolean isNumeric() {
    return NUMERIC.contains(match) || match.equals("equals");
  }

  private void refuseNonsense(List<String> positions) {
    List<String> misplaced = new ArrayList<>();
    if (!match.equals("re")) {
      misplaced.addAll(flags);
    }
    boolean text = POSITIONS.contains(match) || match.equals("equals");
    if (!text && !encoding.isEmpty()) {
      misplaced.add(encoding);
    }
    if (!text && !match.equals("fieldref")) {
      misplaced.addAll(positions);
    }
    if (cased && (NUMERIC.contains(match) || match.equals("cidr") || match.equals("exists"))) {
      misplaced.add("cased");
    }
    if (part != null && (field.isEmpty() || !isNumeric() || cased || !encoding.isEmpty())) {
      misplaced.add(part.modifier());
    }
    if (!charset.isEmpty() && !encoding.startsWith("base64")) {
      throw new IllegalArgumentException(
          "the modifier " + charset + " says what base64 or base64offset encode; add one of them");
    }
    if (expand && (match.equals("exists") || match.equals("fieldref"))) {
      misplaced.add("expand");
    }
    if (!misplaced.isEmpty()) {
      throw new IllegalArgumentException(
          "the modifier " + misplaced.get(0) + " has no meaning together with " + match);
    }
  }
}
