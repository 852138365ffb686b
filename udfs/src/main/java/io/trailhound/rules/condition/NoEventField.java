package io.trailhound.rules.condition;

/** What conditions of correlations and their alerts go by and no event has. */
public sealed interface NoEventField extends Field permits AliasField, RuleNameField {

  @Override
  default int index() {
    throw new UnsupportedOperationException("it's no field of an event");
  }

  @Override
  default int count(EventView event) {
    return 0;
  }

  @Override
  default String value(EventView event, int i) {
    throw new UnsupportedOperationException("it's no field of an event");
  }
}
