package io.trailhound.enrich;

import io.trailhound.model.LookedUp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Addresses in, what all databases and lists of networks together say of them out. Immutable and
 * safe for several threads.
 *
 * @param databases of a fact that several have, the first counts
 * @param lists null when there are none
 */
record AddressFacts(List<NetworkDatabase> databases, NetworkLists lists) {

  /** By {@link LookedUp}'s names, tags in alphabetical order; null when nothing is known. */
  Map<String, String[]> of(String address) {
    Map<String, List<String>> facts = new LinkedHashMap<>();
    TreeSet<String> tags = new TreeSet<>();
    for (NetworkDatabase database : databases) {
      Map<String, List<String>> said = database.of(address);
      tags.addAll(said.getOrDefault(LookedUp.TAGS, List.of()));
      said.forEach(facts::putIfAbsent);
    }
    if (lists != null) {
      tags.addAll(List.of(lists.of(address)));
    }
    if (!tags.isEmpty()) {
      facts.put(LookedUp.TAGS, List.copyOf(tags));
    }
    return facts.isEmpty() ? null : arrays(facts);
  }

  private static Map<String, String[]> arrays(Map<String, List<String>> facts) {
    Map<String, String[]> arrays = new HashMap<>();
    facts.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
    return arrays;
  }
}
