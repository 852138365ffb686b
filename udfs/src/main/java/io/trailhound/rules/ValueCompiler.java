package io.trailhound.rules;

import io.trailhound.rules.YamlValue.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A field, its modifiers and values to a condition. */
final class ValueCompiler {
  /** From here on one pass over a value costs less than a search for each text. */
  private static final int MANY = 24;

  private final String file;
  private final FieldNames fields;
  private final ValueLists lists;

  ValueCompiler(String file, FieldNames fields, ValueLists lists) {
    this.file = file;
    this.fields = fields;
    this.lists = lists;
  }

  /** A keyword is searched anywhere in any value of the record. */
  Condition keywords(Modifiers modifiers, List<Text> texts) {
    String how = modifiers.match().equals("equals") ? "contains" : modifiers.match();
    List<Text> all = expanded(modifiers, texts);
    if (!modifiers.all()) {
      return new Conditions.Keyword(test(modifiers, how, all));
    }
    return Conditions.and(all.stream().map(text -> keyword(modifiers, how, text)).toList());
  }

  private Condition keyword(Modifiers modifiers, String how, Text text) {
    return new Conditions.Keyword(test(modifiers, how, List.of(text)));
  }

  Condition field(Field field, Modifiers modifiers, List<Text> texts, int line) {
    if (modifiers.match().equals("exists")) {
      return exists(field, texts, line);
    }
    List<Text> all = expanded(modifiers, texts);
    if (modifiers.negated()) {
      all.forEach(text -> refuseNull(modifiers, text));
      Condition equal = new Conditions.Matches(field, test(modifiers, modifiers.match(), all));
      return Conditions.and(List.of(new Conditions.Exists(field), new Conditions.Not(equal)));
    }
    if (modifiers.all()) {
      List<Condition> parts = new ArrayList<>();
      for (Text text : all) {
        parts.add(one(field, modifiers, text));
      }
      return Conditions.and(parts);
    }
    List<Condition> parts = new ArrayList<>();
    List<Text> values = all.stream().filter(text -> !missing(field, modifiers, text)).toList();
    if (values.size() < all.size()) {
      parts.add(new Conditions.Not(new Conditions.Exists(field)));
    }
    if (!values.isEmpty()) {
      parts.add(new Conditions.Matches(field, test(modifiers, modifiers.match(), values)));
    }
    return Conditions.or(parts);
  }

  private Condition one(Field field, Modifiers modifiers, Text text) {
    return missing(field, modifiers, text)
        ? new Conditions.Not(new Conditions.Exists(field))
        : new Conditions.Matches(field, test(modifiers, modifiers.match(), List.of(text)));
  }

  /**
   * Null asks for a missing field; only a plain comparison can. So does an empty text where empty
   * counts as missing.
   */
  private boolean missing(Field field, Modifiers modifiers, Text text) {
    if (text.text() != null) {
      return text.text().isEmpty() && modifiers.match().equals("equals") && field.emptyIsMissing();
    }
    if (!modifiers.match().equals("equals") || !modifiers.encoding().isEmpty()) {
      refuseNull(modifiers, text);
    }
    return true;
  }

  private void refuseNull(Modifiers modifiers, Text text) {
    if (text.text() == null) {
      throw problem(
          text,
          "an empty value has no meaning with " + modifiers.match(),
          "quote it ('null') when the text is meant; without modifier it asks for a missing field");
    }
  }

  private Condition exists(Field field, List<Text> texts, int line) {
    String text = texts.get(0).text();
    if (texts.size() == 1 && "true".equalsIgnoreCase(text)) {
      return new Conditions.Exists(field);
    }
    if (texts.size() == 1 && "false".equalsIgnoreCase(text)) {
      return new Conditions.Not(new Conditions.Exists(field));
    }
    throw new RuleException(file, line, "exists takes true or false", "");
  }

  private List<Text> expanded(Modifiers modifiers, List<Text> texts) {
    if (!modifiers.expand()) {
      return texts;
    }
    List<Text> expanded = new ArrayList<>();
    for (Text text : texts) {
      for (String value : lists.expand(file, text)) {
        expanded.add(new Text(value, false, text.line()));
      }
    }
    return expanded;
  }

  private ValueTest test(Modifiers modifiers, String match, List<Text> texts) {
    if (Set.of("equals", "contains", "startswith", "endswith").contains(match)) {
      return patterns(modifiers, match, texts);
    }
    texts.forEach(text -> refuseNull(modifiers, text));
    if (match.equals("cidr")) {
      return new ValueTests.Inside(new CidrSet(each(modifiers, texts, Cidr::parse)));
    }
    if (match.equals("re")) {
      return found(each(modifiers, texts, text -> Regex.compile(text, modifiers.flags())));
    }
    List<ValueTest> tests = new ArrayList<>();
    for (Text text : texts) {
      tests.add(special(modifiers, text));
    }
    return tests.size() == 1 ? tests.get(0) : new ValueTests.AnyOf(tests);
  }

  /** Many expressions are searched only where one pass has found what one of them needs. */
  private static ValueTest found(List<Regex> all) {
    List<String> needed = all.stream().map(Regex::literal).toList();
    boolean filtered = all.size() >= MANY && needed.stream().noneMatch(String::isEmpty);
    return new ValueTests.Found(all, filtered ? new TextSet("contains", needed) : null);
  }

  private ValueTest patterns(Modifiers modifiers, String match, List<Text> texts) {
    boolean cased = modifiers.cased() || modifiers.encoding().startsWith("base64");
    Set<String> literals = new HashSet<>();
    List<Glob> globs = new ArrayList<>();
    for (Text text : texts) {
      refuseNull(modifiers, text);
      for (String tokens : encoded(modifiers, text)) {
        String pattern = Glob.widen(tokens, match);
        if (Glob.wild(pattern)) {
          globs.add(Glob.of(pattern, cased));
        } else {
          literals.add(cased ? pattern : pattern.toLowerCase(Locale.ROOT));
        }
      }
    }
    List<ValueTest> tests = new ArrayList<>();
    if (!literals.isEmpty()) {
      tests.add(new ValueTests.OneOf(Set.copyOf(literals), cased || caseless(literals)));
    }
    tests.addAll(like(globs, cased));
    return tests.size() == 1 ? tests.get(0) : new ValueTests.AnyOf(List.copyOf(tests));
  }

  /** Many plain texts to be found in the same place are looked for in one pass. */
  private static List<ValueTest> like(List<Glob> globs, boolean cased) {
    Map<String, List<Glob>> many =
        globs.stream()
            .filter(glob -> glob.literal() != null)
            .collect(Collectors.groupingBy(Glob::where));
    many.values().removeIf(same -> same.size() < MANY);
    List<ValueTest> tests = new ArrayList<>();
    for (Glob glob : globs) {
      if (glob.literal() == null || !many.containsKey(glob.where())) {
        tests.add(new ValueTests.Like(glob, cased));
      }
    }
    many.forEach(
        (where, same) -> {
          TextSet texts = new TextSet(where, same.stream().map(Glob::literal).toList());
          tests.add(new ValueTests.OneIn(texts, cased));
        });
    return tests;
  }

  /** Numbers and the like needn't be compared in lower case. */
  private static boolean caseless(Set<String> literals) {
    return literals.stream().noneMatch(text -> text.chars().anyMatch(Character::isLetter));
  }

  private List<String> encoded(Modifiers modifiers, Text text) {
    String tokens = Glob.parse(text.text());
    if (modifiers.encoding().startsWith("base64") && Glob.wild(tokens)) {
      throw problem(text, "wildcards can't be encoded in base64", "escape them: \\* and \\?");
    }
    return switch (modifiers.encoding()) {
      case "base64" -> List.of(Encodings.base64(tokens));
      case "base64offset" -> Encodings.base64offset(tokens);
      case "windash" -> Encodings.windash(tokens);
      default -> List.of(tokens);
    };
  }

  private ValueTest special(Modifiers modifiers, Text text) {
    if (modifiers.match().equals("fieldref")) {
      Field other = each(modifiers, List.of(text), fields::compared).get(0);
      return new ValueTests.Reference(other, modifiers.position(), modifiers.cased());
    }
    return new ValueTests.Compared(modifiers.match(), number(modifiers, text));
  }

  private <T> List<T> each(Modifiers modifiers, List<Text> texts, Function<String, T> read) {
    List<T> all = new ArrayList<>();
    for (Text text : texts) {
      try {
        all.add(read.apply(text.text()));
      } catch (IllegalArgumentException e) {
        throw problem(text, modifiers.match() + " '" + text.text() + "': " + e.getMessage(), "");
      }
    }
    return all;
  }

  private BigDecimal number(Modifiers modifiers, Text text) {
    BigDecimal number = ValueTests.number(text.text());
    if (number == null) {
      throw problem(
          text, modifiers.match() + " compares numbers, '" + text.text() + "' is none", "");
    }
    return number;
  }

  private RuleException problem(Text text, String message, String hint) {
    return new RuleException(file, text.line(), message, hint);
  }
}
