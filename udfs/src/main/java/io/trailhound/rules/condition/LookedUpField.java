package io.trailhound.rules.condition;

import io.trailhound.model.LookedUp;
import java.util.Map;

/**
 * A field that no record has: what a file of accounts or networks says.
 *
 * @param name one of {@link LookedUp#OF_RULES}
 */
public record LookedUpField(String name) implements Field {
  private static final String[] NONE = {};

  @Override
  public int index() {
    return NOT_KEPT;
  }

  @Override
  public int count(EventView event) {
    return values(event).length;
  }

  @Override
  public String value(EventView event, int i) {
    return values(event)[i];
  }

  private String[] values(EventView event) {
    Map<String, String[]> facts =
        LookedUp.OF_ACCOUNTS.contains(name)
            ? event.event().accountFacts
            : event.event().networkFacts;
    return facts == null ? NONE : facts.getOrDefault(name, NONE);
  }
}
