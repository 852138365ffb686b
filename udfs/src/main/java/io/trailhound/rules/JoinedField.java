package io.trailhound.rules;

import java.util.List;
import java.util.stream.Collectors;

/** Several fields counted as one: its value is theirs together, missing when one of them is. */
record JoinedField(List<Field> parts) implements Field {

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
    return parts.stream().allMatch(part -> part.count(event) > 0) ? 1 : 0;
  }

  @Override
  public String value(EventView event, int i) {
    return parts.stream().map(part -> part.value(event, 0)).collect(Collectors.joining(", "));
  }
}
