package io.trailhound.rules.sigma;

import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;

/** A piece of YAML as one text: the same for the same content, whatever its layout and comments. */
final class Canonical {
  private Canonical() {}

  static String text(YamlValue value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(YamlValue value, StringBuilder out) {
    if (value instanceof Text text) {
      out.append(text.text() == null ? "~" : quoted(text.text()));
    } else if (value instanceof Items items) {
      out.append('[');
      items.items().forEach(item -> write(item, out));
      out.append(']');
    } else if (value instanceof Entries map) {
      out.append('{');
      map.entries().forEach((key, entry) -> write(key, entry.value(), out));
      out.append('}');
    }
  }

  private static void write(String key, YamlValue value, StringBuilder out) {
    out.append(quoted(key)).append(':');
    write(value, out);
  }

  private static String quoted(String text) {
    return text.length() + "'" + text + "'";
  }
}
