package io.trailhound.rules;

/** Fields for tests that only need a name. */
public final class TestFields {
  private TestFields() {}

  public static Field named(String name) {
    return new Named(name);
  }

  private record Named(String name) implements Field {
    @Override
    public String first(EventView event) {
      return null;
    }
  }
}
