package io.trailhound.rules;

import java.util.List;
import java.util.Map;

/** A piece of a YAML file: every scalar is the text it is, and everything knows its line. */
sealed interface YamlValue {

  /** Line in the file, from 1. */
  int line();

  /** Text, list or map, as messages call it. */
  String kind();

  /**
   * A scalar.
   *
   * @param text null for a null: an empty, {@code ~} or {@code null} scalar without quotes
   * @param plain whether it stood without quotes
   */
  record Text(String text, boolean plain, int line) implements YamlValue {
    @Override
    public String kind() {
      return text == null ? "nothing" : "a text";
    }
  }

  record Items(List<YamlValue> items, int line) implements YamlValue {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A map in the order of the file. */
  record Entries(Map<String, Entry> entries, int line) implements YamlValue {
    @Override
    public String kind() {
      return "a map";
    }

    /** The value of {@code key}, or null when it's absent or null. */
    YamlValue get(String key) {
      Entry entry = entries.get(key);
      if (entry == null || (entry.value() instanceof Text text && text.text() == null)) {
        return null;
      }
      return entry.value();
    }

    /** Line of {@code key}, or of the map when it has no such key. */
    int lineOf(String key) {
      Entry entry = entries.get(key);
      return entry == null ? line : entry.line();
    }
  }

  record Entry(int line, YamlValue value) {}
}
