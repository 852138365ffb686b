package io.trailhound.rules.condition;

import java.util.Map;

/**
 * A field as conditions see it: also what stands there in place of a value, such as {@code ""}, or
 * in a field of the identity {@code "-"}, which under its ECS name counts as missing.
 *
 * @param own its path in a record
 */
public record OwnName(EventField known, String own) implements Field {

  @Override
  public String name() {
    return known.name();
  }

  @Override
  public int index() {
    return known.index();
  }

  @Override
  public int count(EventView event) {
    int count = known.count(event);
    return count == 0 && placeholder(event) != null ? 1 : count;
  }

  @Override
  public String value(EventView event, int i) {
    return known.count(event) == 0 ? placeholder(event) : known.value(event, i);
  }

  private String placeholder(EventView event) {
    Map<String, String> all = event.event().placeholders;
    return all == null ? null : all.get(own);
  }
}
