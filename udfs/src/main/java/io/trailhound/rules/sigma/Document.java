package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * One YAML document of a rule file, and how to read its keys or say what is wrong with them.
 *
 * @param fallback the name that it goes by where it has none of its own
 */
public record Document(String file, String fallback, Entries entries) {

  public int line() {
    return entries.line();
  }

  /** Its file and line, as messages name it. */
  public String place() {
    return file + ":" + line();
  }

  /** Whether it has the key, which tells what kind of document it is. */
  public boolean has(String key) {
    return entries.entries().containsKey(key);
  }

  /** The text of {@code key}, or null when it's absent. */
  public String text(Entries in, String key) {
    YamlValue value = in.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Text text) {
      return text.text();
    }
    throw problem(
        in.placeOf(key), Check.RULE, key + " must be a text, this is " + value.kind(), "");
  }

  /** The texts of {@code key}: a text alone or a list of them; empty when it's absent. */
  public List<String> texts(Entries in, String key) {
    YamlValue value = in.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Text text) {
      return List.of(text.text());
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof Items items) {
      for (YamlValue item : items.items()) {
        if (!(item instanceof Text text) || text.text() == null) {
          throw problem(item.at(), Check.RULE, key + " must be a list of texts", "");
        }
        texts.add(text.text());
      }
      return texts;
    }
    throw problem(in.placeOf(key), Check.RULE, key + " must be a list of texts, this is a map", "");
  }

  private static boolean has(Entries in, String key) {
    return in.entries().containsKey(key);
  }

  /** The map at {@code key}; refused when it's something else or absent. */
  Entries map(Entries in, String key) {
    YamlValue value = in.get(key);
    if (value instanceof Entries map) {
      return map;
    }
    throw problem(
        in.placeOf(key),
        value == null ? Check.REQUIRED_KEY : Check.RULE,
        value == null
            ? key + (has(in, key) ? " is empty" : " is missing")
            : key + " must be a map, this is " + value.kind(),
        "");
  }

  RuleException problem(Place at, Check check, String message, String hint) {
    return new RuleException(file, at, check, message, hint);
  }

  public Finding finding(Place at, Check check, String message, String hint) {
    return new Finding(file, at, check, message, hint);
  }

  /** The same; the check is that of who reads the document. */
  RuleException problem(Place at, String message, String hint) {
    return problem(at, Check.RULE, message, hint);
  }
}
