package io.trailhound.rules.condition;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The conditions on a single value that the modifiers compile to. */
public final class ValueConditions {
  private ValueConditions() {}

  /** Equal to one of a set, by one look-up however long the list is. */
  public record OneOf(Set<String> values, boolean cased) implements ValueCondition {
    @Override
    public boolean test(EventView event, Field field, int i) {
      return values.contains(cased ? field.value(event, i) : event.lower(field, i));
    }
  }

  /** Like a pattern with wildcards. */
  public record Like(Glob glob, boolean cased) implements ValueCondition {
    @Override
    public boolean test(EventView event, Field field, int i) {
      return glob.matches(cased ? field.value(event, i) : event.lower(field, i));
    }
  }

  /** One of many texts stands in the value, at its start or at its end. */
  public record OneIn(TextSet texts, boolean cased) implements ValueCondition {
    @Override
    public boolean test(EventView event, Field field, int i) {
      return texts.matches(cased ? field.value(event, i) : event.lower(field, i));
    }
  }

  /**
   * One of the regular expressions is found somewhere in the value.
   *
   * @param needed of which one is in every such value; null where nothing is known of that
   */
  public record Found(List<Regex> regexes, TextSet needed) implements ValueCondition {
    @Override
    public boolean test(EventView event, Field field, int i) {
      String value = field.value(event, i);
      String searched = regexes.get(0).folded() ? event.lower(field, i) : value;
      if (needed != null && !needed.matches(searched)) {
        return false;
      }
      for (int r = 0; r < regexes.size(); r++) {
        if (regexes.get(r).find(value, searched)) {
          return true;
        }
      }
      return false;
    }
  }

  /** An address inside one of these networks. */
  public record Inside(CidrSet networks) implements ValueCondition {
    @Override
    public boolean test(EventView event, Field field, int i) {
      return networks.contains(field.value(event, i));
    }
  }

  /** lt, lte, gt, gte or equals on numbers; what isn't a number doesn't pass. */
  public record Compared(String operator, BigDecimal bound) implements ValueCondition {
    @Override
    public boolean test(EventView event, Field field, int i) {
      return test(field.value(event, i));
    }

    boolean test(String value) {
      BigDecimal number = number(value);
      if (number == null) {
        return false;
      }
      int order = number.compareTo(bound);
      return switch (operator) {
        case "lt" -> order < 0;
        case "lte" -> order <= 0;
        case "gt" -> order > 0;
        case "equals" -> order == 0;
        default -> order >= 0;
      };
    }
  }

  /** A part of the time that the value is. */
  public record Timed(TimePart part, Compared test) implements ValueCondition {
    @Override
    public boolean test(EventView event, Field field, int i) {
      return test.test(part.in(field.value(event, i)));
    }
  }

  /**
   * Compared with the values of another field of the same event: each of a list with each of
   * another, without as many comparisons.
   *
   * @param how {@code equals}, {@code contains}, {@code startswith} or {@code endswith}
   */
  public record Reference(Field other, String how, boolean cased) implements ValueCondition {
    /** So many comparisons are quicker than to prepare for more. */
    private static final int FEW = 64;

    @Override
    public boolean test(EventView event, Field field, int i) {
      String value = cased ? field.value(event, i) : event.lower(field, i);
      int count = other.count(event);
      if (count > 1 && (long) count * field.count(event) > FEW) {
        return event.references(this).test(value);
      }
      for (int j = 0; j < count; j++) {
        if (passes(value, reference(event, j))) {
          return true;
        }
      }
      return false;
    }

    private String reference(EventView event, int j) {
      return cased ? other.value(event, j) : event.lower(other, j);
    }

    private boolean passes(String value, String reference) {
      return switch (how) {
        case "contains" -> value.contains(reference);
        case "startswith" -> value.startsWith(reference);
        case "endswith" -> value.endsWith(reference);
        default -> value.equals(reference);
      };
    }

    /** What a value has to be like for this event. */
    Predicate<String> of(EventView event) {
      Set<String> values = new HashSet<>();
      int count = other.count(event);
      for (int j = 0; j < count; j++) {
        values.add(reference(event, j));
      }
      return switch (how) {
        case "contains", "startswith", "endswith" -> new TextSet(how, values)::matches;
        default -> values::contains;
      };
    }

    @Override
    public void fields(Consumer<Field> reader) {
      reader.accept(other);
    }
  }

  /** Passes when one of the parts does. */
  public record AnyOf(List<ValueCondition> parts) implements ValueCondition {
    @Override
    public boolean test(EventView event, Field field, int i) {
      for (int p = 0; p < parts.size(); p++) {
        if (parts.get(p).test(event, field, i)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void fields(Consumer<Field> reader) {
      parts.forEach(part -> part.fields(reader));
    }
  }

  /** The number a text is, or null; longer texts than a number needs are no numbers. */
  public static BigDecimal number(String text) {
    if (text.isEmpty() || text.length() > 40) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
