package io.trailhound.rules.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * What lists and filters say, to tell what changed.
 *
 * @param lists those that rules or filters read, a value a line, by name
 * @param filters their content, by what messages call them
 */
record LiveContent(Map<String, String> lists, Map<String, String> filters) {

  static LiveContent of(RuleReading reading) {
    Map<String, String> lists = new TreeMap<>();
    for (String name : reading.lists().everUsed()) {
      lists.put("list " + name, String.join("\n", reading.lists().values(name)));
    }
    Map<String, String> filters = new TreeMap<>();
    for (Document filter : reading.filters()) {
      String name = "filter '" + filter.text(filter.entries(), "title") + "' in " + filter.file();
      filters.merge(name, Canonical.text(filter.entries()), String::concat);
    }
    return new LiveContent(lists, filters);
  }

  /** In words; none when both say the same. */
  List<String> changesSince(LiveContent before) {
    List<String> changes =
        differences(
            before.lists,
            lists,
            (was, is) -> "has " + words(values(is)) + ", before " + values(was));
    changes.addAll(differences(before.filters, filters, (was, is) -> "changed"));
    return changes;
  }

  private static long values(String list) {
    return list.lines().count();
  }

  private static String words(long values) {
    return values + (values == 1 ? " value" : " values");
  }

  /** Rules that say something else, whatever they look like. */
  static List<String> changedRules(List<Document> before, List<Document> now) {
    return differences(content(before), content(now), (was, is) -> "changed");
  }

  private static Map<String, String> content(List<Document> rules) {
    Map<String, String> content = new TreeMap<>();
    rules.forEach(rule -> content.put(InfoReader.name(rule), Canonical.text(rule.entries())));
    return content;
  }

  private static List<String> differences(
      Map<String, String> before, Map<String, String> now, BinaryOperator<String> difference) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String was = before.get(name);
      String is = now.get(name);
      if (!Objects.equals(was, is)) {
        String what = was == null ? "is new" : is == null ? "is gone" : difference.apply(was, is);
        differences.add(name + " " + what);
      }
    }
    return differences;
  }
}
