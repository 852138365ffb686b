package io.trailhound.rules.condition;

/** A field that every event carries by name. */
public record EventField(KnownField known) implements Field {

  @Override
  public String name() {
    return known.names().get(0);
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // a slot within one JVM, never stored
  public int index() {
    return known.ordinal();
  }

  @Override
  public int count(EventView event) {
    String[] several = event.several(known);
    if (several != null) {
      return several.length;
    }
    return known.read(event) == null ? 0 : 1;
  }

  @Override
  public String value(EventView event, int i) {
    return i == 0 ? known.read(event) : event.several(known)[i];
  }

  @Override
  public boolean several(EventView event) {
    return event.several(known) != null;
  }

  @Override
  public String first(EventView event) {
    return known.read(event);
  }
}
