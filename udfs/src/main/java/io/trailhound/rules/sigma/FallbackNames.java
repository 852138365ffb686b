package io.trailhound.rules.sigma;

import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What rules without {@code name:} are called: like their file, where it's the only one of that
 * name and has no other such rule, else by their id. Those that have none go by the file's name
 * with its folder before it, and their place in the file behind it.
 */
final class FallbackNames {
  private final Map<String, Integer> files = new HashMap<>();

  FallbackNames(List<RuleSource> sources) {
    sources.forEach(source -> files.merge(source.stem(), 1, Integer::sum));
  }

  /**
   * @param i place of the rule among {@code rules}, those of its file
   */
  String of(RuleSource source, List<Entries> rules, int i) {
    boolean shared = files.get(source.stem()) > 1;
    boolean alone = rules.stream().filter(FallbackNames::isUnnamed).count() == 1;
    if (alone && !shared) {
      return source.stem();
    }
    if (rules.get(i).get("id") instanceof Text id) {
      return id.text();
    }
    String folder = source.folder();
    String name = shared && !folder.isEmpty() ? folder + "." + source.stem() : source.stem();
    return alone ? name : name + "-" + (i + 1);
  }

  private static boolean isUnnamed(Entries document) {
    return document.get("name") == null && !document.entries().containsKey("filter");
  }
}
