package io.trailhound.rules.condition;

/** What a condition over rules counts: not what an event has, but which rule matched it. */
public record RuleNameField() implements NoEventField {

  @Override
  public String name() {
    return "rule.name";
  }
}
