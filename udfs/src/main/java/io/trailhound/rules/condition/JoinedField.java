package io.trailhound.rules.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several fields counted as one: its values are theirs together, none when one of them is missing.
 */
public record JoinedField(List<Field> parts) implements Field {
  private static final String SEPARATOR = ", ";
  private static final String QUOTE = "\"";

  @Override
  public String name() {
    return parts.stream().map(Field::name).collect(Collectors.joining(SEPARATOR));
  }

  @Override
  public int index() {
    throw new UnsupportedOperationException("joined fields are counted, not compared");
  }

  @Override
  public int count(EventView event) {
    return Combinations.count(parts, event, false);
  }

  @Override
  public String value(EventView event, int i) {
    return join(Arrays.asList(Combinations.at(parts, event, i)));
  }

  /**
   * Values of the fields in, one text out, another one for other values. Where a value holds what
   * stands between them, it's quoted, as tables of text do: all others are joined as state has had
   * them since 0.1.0.
   */
  public static String join(List<String> values) {
    if (values.size() < 2 || values.stream().noneMatch(value -> value.contains(SEPARATOR))) {
      return String.join(SEPARATOR, values);
    }
    List<String> quoted = new ArrayList<>();
    for (String value : values) {
      boolean plain = !value.contains(SEPARATOR) && !value.startsWith(QUOTE);
      quoted.add(plain ? value : QUOTE + value.replace(QUOTE, QUOTE + QUOTE) + QUOTE);
    }
    return String.join(SEPARATOR, quoted);
  }
}
