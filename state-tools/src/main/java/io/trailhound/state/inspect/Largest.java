package io.trailhound.state.inspect;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Amounts by name in, the names with the most out. Names beyond the first million are only counted
 * when they are known already, so that memory stays bounded.
 */
public final class Largest {
  private static final int MOST_NAMES = 1_000_000;

  private final int count;
  private final Map<String, Long> amounts = new HashMap<>();

  public Largest(int count) {
    this.count = count;
  }

  public void add(String name, long amount) {
    if (amounts.size() < MOST_NAMES || amounts.containsKey(name)) {
      amounts.merge(name, amount, Long::sum);
    }
  }

  public List<Map.Entry<String, Long>> inOrder() {
    return amounts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(count)
        .toList();
  }
}
