package io.trailhound.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Two large collections in, what one has and the other hasn't out: all of them would fill pages.
 */
final class Differences {
  private Differences() {}

  static List<String> of(SortedMap<String, JsonNode> found, SortedMap<String, JsonNode> expected) {
    return of(lines(found), lines(expected));
  }

  static List<String> of(Set<String> found, Set<String> expected) {
    List<String> differences = new ArrayList<>();
    expected.stream()
        .filter(it -> !found.contains(it))
        .map(it -> "- " + it)
        .forEach(differences::add);
    found.stream()
        .filter(it -> !expected.contains(it))
        .map(it -> "+ " + it)
        .forEach(differences::add);
    return differences;
  }

  private static Set<String> lines(SortedMap<String, JsonNode> alerts) {
    Set<String> lines = new TreeSet<>();
    alerts.values().forEach(it -> lines.add(it.toString()));
    return lines;
  }
}
