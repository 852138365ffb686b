package io.trailhound.rules.sigma;

import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.stream.Collectors;

/** A piece of a YAML file to one line that a person reads. */
final class PlainText {
  private PlainText() {}

  static String of(YamlValue value) {
    if (value instanceof Items items) {
      return items.items().stream().map(PlainText::of).collect(Collectors.joining(", "));
    }
    if (value instanceof Entries map) {
      return map.entries().entrySet().stream()
          .map(entry -> entry.getKey() + " " + of(entry.getValue().value()))
          .collect(Collectors.joining(", "));
    }
    return ((Text) value).text();
  }
}
