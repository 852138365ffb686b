package io.trailhound.rules.condition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Several fields counted as one: its values are theirs together, none when one of them is missing.
 */
public record JoinedField(List<Field> parts) implements Field {

  @Override
  public String name() {
    return parts.stream().map(Field::name).collect(Collectors.joining(", "));
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
    return String.join(", ", Combinations.at(parts, event, i));
  }
}
