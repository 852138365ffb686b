package io.trailhound.detect;

import io.trailhound.rules.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of one kind by name, as an operator carries them. */
final class ByName {
  private ByName() {}

  static <R extends Rule> Map<String, R> of(List<R> rules) {
    Map<String, R> byName = new HashMap<>();
    rules.forEach(rule -> byName.put(rule.name(), rule));
    return byName;
  }
}
