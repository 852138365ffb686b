package io.trailhound.rules.sigma;

import io.trailhound.model.Cidr;
import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.condition.CidrSet;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.condition.Regex;
import io.trailhound.rules.condition.TextSet;
import io.trailhound.rules.condition.ValueCondition;
import io.trailhound.rules.condition.ValueConditions;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A field, its modifiers and values to a condition. */
final class ValueCompiler {
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
    Condition found =
        modifiers.all()
            ? Conditions.and(all.stream().map(text -> keyword(modifiers, how, text)).toList())
            : new Conditions.Keyword(test(modifiers, how, all));
    return modifiers.negated() ? new Conditions.Not(found) : found;
  }

  private Condition keyword(Modifiers modifiers, String how, Text text) {
    return new Conditions.Keyword(test(modifiers, how, List.of(text)));
  }

  /**
   * Turned around by {@code neq}, as pySigma reads it: a field that is missing is none of these.
   */
  Condition field(Field field, Modifiers modifiers, List<Text> texts, Place at) {
    Condition plain = plain(field, modifiers, texts, at);
    return modifiers.negated() ? new Conditions.Not(plain) : plain;
  }

  private Condition plain(Field field, Modifiers modifiers, List<Text> texts, Place at) {
    if (modifiers.match().equals("exists")) {
      Condition exists = new Conditions.Exists(field, fields.presence(modifiers.field()));
      return exists(exists, texts, at);
    }
    List<Text> all = expanded(modifiers, texts);
    if (modifiers.all()) {
      List<Condition> parts = new ArrayList<>();
      for (Text text : all) {
        parts.add(one(field, modifiers, text));
      }
      return Conditions.and(parts);
    }
    List<Condition> parts = new ArrayList<>();
    List<Text> values = all.stream().filter(text -> !missing(modifiers, text)).toList();
    if (values.size() < all.size()) {
      parts.add(missing(field, modifiers));
    }
    if (!values.isEmpty()) {
      parts.add(new Conditions.Matches(field, test(modifiers, modifiers.match(), values)));
    }
    return Conditions.or(parts);
  }

  private Condition one(Field field, Modifiers modifiers, Text text) {
    return missing(modifiers, text)
        ? missing(field, modifiers)
        : new Conditions.Matches(field, test(modifiers, modifiers.match(), List.of(text)));
  }

  private Condition missing(Field field, Modifiers modifiers) {
    return new Conditions.Missing(field, fields.presence(modifiers.field()));
  }

  /** Null asks for a missing field; only a plain comparison can. */
  private boolean missing(Modifiers modifiers, Text text) {
    if (text.text() != null) {
      return false;
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

  private Condition exists(Condition exists, List<Text> texts, Place at) {
    Optional<Boolean> asked = texts.size() == 1 ? Truth.of(texts.get(0).text()) : Optional.empty();
    boolean there =
        asked.orElseThrow(
            () -> new RuleException(file, at, Check.VALUE, "exists takes true or false", ""));
    return there ? exists : new Conditions.Not(exists);
  }

  private List<Text> expanded(Modifiers modifiers, List<Text> texts) {
    if (!modifiers.expand()) {
      return texts;
    }
    List<Text> expanded = new ArrayList<>();
    for (Text text : texts) {
      for (String value : lists.expand(file, text)) {
        expanded.add(new Text(value, false, text.at()));
      }
    }
    return expanded;
  }

  private ValueCondition test(Modifiers modifiers, String match, List<Text> texts) {
    if (modifiers.part() != null) {
      return times(modifiers, texts);
    }
    if (Set.of("equals", "contains", "startswith", "endswith").contains(match)) {
      texts.forEach(text -> refuseNull(modifiers, text));
      return new TextPatterns(file, modifiers, match).test(texts);
    }
    texts.forEach(text -> refuseNull(modifiers, text));
    if (match.equals("cidr")) {
      return new ValueConditions.Inside(new CidrSet(each(modifiers, texts, Cidr::parse)));
    }
    if (match.equals("re")) {
      return found(each(modifiers, texts, text -> Regex.compile(text, modifiers.flags())));
    }
    List<ValueCondition> tests = new ArrayList<>();
    for (Text text : texts) {
      tests.add(special(modifiers, text));
    }
    return tests.size() == 1 ? tests.get(0) : new ValueConditions.AnyOf(tests);
  }

  /** Many expressions are searched only where one pass has found what one of them needs. */
  private static ValueCondition found(List<Regex> all) {
    List<String> needed = all.stream().map(Regex::literal).toList();
    boolean filtered =
        all.size() >= TextPatterns.MANY && needed.stream().noneMatch(String::isEmpty);
    return new ValueConditions.Found(all, filtered ? new TextSet("contains", needed) : null);
  }

  private ValueCondition special(Modifiers modifiers, Text text) {
    if (modifiers.match().equals("fieldref")) {
      Field other = each(modifiers, List.of(text), fields::compared).get(0);
      return new ValueConditions.Reference(other, modifiers.position(), modifiers.cased());
    }
    return new ValueConditions.Compared(modifiers.match(), number(modifiers, text));
  }

  private ValueCondition times(Modifiers modifiers, List<Text> texts) {
    List<ValueCondition> tests = new ArrayList<>();
    for (Text text : texts) {
      refuseNull(modifiers, text);
      BigDecimal number = number(modifiers, text);
      try {
        modifiers.part().check(number);
      } catch (IllegalArgumentException e) {
        throw wrong(modifiers, text, e);
      }
      tests.add(
          new ValueConditions.Timed(
              modifiers.part(), new ValueConditions.Compared(modifiers.match(), number)));
    }
    return tests.size() == 1 ? tests.get(0) : new ValueConditions.AnyOf(tests);
  }

  private <T> List<T> each(Modifiers modifiers, List<Text> texts, Function<String, T> read) {
    List<T> all = new ArrayList<>();
    List<Finding> wrong = new ArrayList<>();
    for (Text text : texts) {
      try {
        all.add(read.apply(text.text()));
      } catch (IllegalArgumentException e) {
        wrong.addAll(wrong(modifiers, text, e).findings());
      }
    }
    if (!wrong.isEmpty()) {
      throw new RuleException(wrong);
    }
    return all;
  }

  private BigDecimal number(Modifiers modifiers, Text text) {
    BigDecimal number = ValueConditions.number(text.text());
    if (number == null) {
      throw problem(text, what(modifiers) + " compares numbers, '" + text.text() + "' is none", "");
    }
    return number;
  }

  private RuleException wrong(Modifiers modifiers, Text text, IllegalArgumentException why) {
    Check check =
        switch (modifiers.match()) {
          case "re" -> Check.REGEX;
          case "fieldref" -> Check.FIELD;
          default -> Check.VALUE;
        };
    String message = what(modifiers) + " '" + text.text() + "': " + why.getMessage();
    return new RuleException(file, text.at(), check, message, "");
  }

  private static String what(Modifiers modifiers) {
    return modifiers.part() == null ? modifiers.match() : modifiers.part().modifier();
  }

  private RuleException problem(Text text, String message, String hint) {
    return new RuleException(file, text.at(), Check.VALUE, message, hint);
  }
}
