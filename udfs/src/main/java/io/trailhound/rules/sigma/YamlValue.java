package io.trailhound.rules.sigma;

import io.trailhound.rules.Place;
import java.util.List;
import java.util.Map;

/** A piece of a YAML file: every scalar is the text it is, and everything knows its place. */
public sealed interface YamlValue {

  /** Where it begins in the file. */
  Place at();

  /** Line in the file, from 1. */
  default int line() {
    return at().line();
  }

  /** Text, list or map, as messages call it. */
  String kind();

  /**
   * A scalar.
   *
   * @param text null for a null: an empty, {@code ~} or {@code null} scalar without quotes
   * @param plain whether it stood without quotes
   */
  record Text(String text, boolean plain, Place at) implements YamlValue {
    @Override
    public String kind() {
      return text == null ? "nothing" : "a text";
    }
  }

  record Items(List<YamlValue> items, Place at) implements YamlValue {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A map in the order of the file. */
  record Entries(Map<String, Entry> entries, Place at) implements YamlValue {
    @Override
    public String kind() {
      return "a map";
    }

    /** The value of {@code key}, or null when it's absent or null. */
    public YamlValue get(String key) {
      Entry entry = entries.get(key);
      if (entry == null || (entry.value() instanceof Text text && text.text() == null)) {
        return null;
      }
      return entry.value();
    }

    /** Where {@code key} stands, or the map when it has no such key. */
    public Place placeOf(String key) {
      Entry entry = entries.get(key);
      return entry == null ? at : entry.at();
    }

    /**
     * Where {@code text} stands in the value of {@code key}; the key when it's none of its texts.
     */
    public Place placeOf(String key, String text) {
      YamlValue value = get(key);
      List<YamlValue> values = value instanceof Items list ? list.items() : List.of();
      return (value instanceof Text ? List.of(value) : values)
          .stream()
              .filter(each -> each instanceof Text found && text.equals(found.text()))
              .map(YamlValue::at)
              .findFirst()
              .orElse(placeOf(key));
    }
  }

  /**
   * A key's value.
   *
   * @param at where the key stands
   */
  record Entry(Place at, YamlValue value) {}
}
