package io.trailhound.rules.condition;

/** What a condition over rules counts: not what an event has, but which rule matched it. */
public record RuleNameField() implements Field {

  @Override
  public String name() {
    return "rule.name";
  }

  @Override
  public int index() {
    throw new UnsupportedOperationException("it's no field of an event");
  }

  @Override
  public int count(EventView event) {
    return 0;
  }

  @Override
  public String value(EventView event, int i) {
    throw new UnsupportedOperationException("it's no field of an event");
  }
}
