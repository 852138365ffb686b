package io.trailhound.rules.sigma;

import io.trailhound.rules.condition.Field;

/** Fields by name for tests outside this package. */
public final class TestFields {
  private TestFields() {}

  public static Field named(String name) {
    return new FieldNames().resolve(name);
  }
}
