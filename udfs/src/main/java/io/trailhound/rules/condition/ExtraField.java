package io.trailhound.rules.condition;

/**
 * A CloudTrail path that only rules read, for example {@code requestParameters.roleName}.
 *
 * @param name the path as CloudTrail writes it
 * @param slot its place in {@code CloudTrailEvent.extras}
 */
public record ExtraField(String name, int slot) implements Field {

  @Override
  public int index() {
    return KnownField.COUNT + slot;
  }

  @Override
  public int count(EventView event) {
    String[] values = values(event);
    return values == null ? 0 : values.length;
  }

  @Override
  public String value(EventView event, int i) {
    return values(event)[i];
  }

  @Override
  public String otherwise(EventView event, int i) {
    String value = value(event, i);
    return JsonText.hasEscapes(value) ? JsonText.unescaped(value) : null;
  }

  private String[] values(EventView event) {
    String[][] extras = event.event().extras;
    return extras == null || slot >= extras.length ? null : extras[slot];
  }
}
