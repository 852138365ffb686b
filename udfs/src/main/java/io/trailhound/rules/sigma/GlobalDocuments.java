package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents of a file to its rules, as the first version of Sigma has it: {@code action:
 * global} stands for keys of every rule behind it until {@code action: reset}, and {@code action:
 * repeat} is the rule before it with other keys.
 */
final class GlobalDocuments {
  private static final String ACTION = "action";

  private final String file;
  private final List<Entries> rules = new ArrayList<>();
  private Entries global;
  private Entries previous;

  private GlobalDocuments(String file) {
    this.file = file;
  }

  static List<Entries> rules(String file, List<Entries> documents) {
    GlobalDocuments all = new GlobalDocuments(file);
    documents.forEach(all::add);
    return all.rules;
  }

  private void add(Entries document) {
    YamlValue action = document.get(ACTION);
    if (action == null) {
      rule(document);
      return;
    }
    String text = action instanceof Text word ? word.text() : "";
    Map<String, Entry> others = new LinkedHashMap<>(document.entries());
    others.remove(ACTION);
    Entries rest = new Entries(others, document.at());
    switch (text) {
      case "global" -> global = merged(global, rest);
      case "reset" -> {
        global = null;
        if (!others.isEmpty()) {
          rule(rest);
        }
      }
      case "repeat" -> rule(merged(previous, rest));
      default ->
          throw new RuleException(
              file,
              document.placeOf(ACTION),
              Check.RULE,
              "unknown action " + text,
              "it is global, reset or repeat");
    }
  }

  private void rule(Entries document) {
    Entries rule = merged(global, document);
    previous = rule;
    rules.add(rule);
  }

  /** Maps that stand in both are one; of everything else the later counts. */
  private static Entries merged(Entries first, Entries second) {
    if (first == null) {
      return second;
    }
    Map<String, Entry> entries = new LinkedHashMap<>(first.entries());
    second.entries().forEach((key, entry) -> entries.merge(key, entry, GlobalDocuments::merged));
    return new Entries(entries, second.at());
  }

  private static Entry merged(Entry first, Entry second) {
    return first.value() instanceof Entries one && second.value() instanceof Entries other
        ? new Entry(second.at(), merged(one, other))
        : second;
  }
}
