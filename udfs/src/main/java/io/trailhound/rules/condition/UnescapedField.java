package io.trailhound.rules.condition;

/**
 * The objects of a field with the texts in them unescaped. Compared only, never counted: they are
 * no further values.
 */
record UnescapedField(ExtraField objects) implements Field {

  @Override
  public String name() {
    return objects.name();
  }

  @Override
  public int index() {
    return NOT_KEPT;
  }

  @Override
  public int count(EventView event) {
    return objects.count(event) + 1;
  }

  /** From 1 on, because what stands at 0 is remembered by {@link #index}. */
  @Override
  public String value(EventView event, int i) {
    return JsonText.unescaped(objects.value(event, i - 1));
  }
}
