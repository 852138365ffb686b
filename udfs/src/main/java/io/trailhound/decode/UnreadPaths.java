package io.trailhound.decode;

import io.trailhound.model.ExtraFields;
import io.trailhound.text.CaseFold;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tree of wanted paths and an action in; out which nodes of the tree hold nothing that a rule
 * reads of events with that action. Used by any thread.
 */
final class UnreadPaths {
  private static final int MAX_MET = 4096;

  /** Longer names are an attacker's: they don't repeat, and thousands would be kept. */
  private static final int LONGEST_MET = 256;

  private final Map<Integer, ExtraFields.Actions> onlyOf;

  /** By {@link PathNode#unread} the extra fields at and below a node. */
  private final List<BitSet> slots = new ArrayList<>();

  /** Actions repeat, and most of them have the same nodes, which they share. */
  private final Map<String, BitSet> met = new ConcurrentHashMap<>();

  private final Map<BitSet, BitSet> shared = new ConcurrentHashMap<>();

  UnreadPaths(PathNode root, ExtraFields extras) {
    onlyOf = extras.wholeText() ? Map.of() : extras.onlyOf();
    root.children().forEach(this::number);
  }

  /** What is read at and below {@code node}; null when that isn't only extra fields of some. */
  private BitSet number(PathNode node) {
    BitSet all = new BitSet();
    boolean others = node.slot >= 0;
    for (PathNode child : node.children()) {
      BitSet below = number(child);
      others |= below == null;
      if (below != null) {
        all.or(below);
      }
    }
    if (node.extra >= 0) {
      all.set(node.extra);
    }
    if (node.presence >= 0) {
      all.set(node.presence);
    }
    if (others || !all.stream().allMatch(onlyOf::containsKey)) {
      return null;
    }
    if (!all.isEmpty()) {
      node.unread = slots.size();
      slots.add(all);
    }
    return all;
  }

  /** The nodes, by {@link PathNode#unread}. */
  BitSet of(String action) {
    BitSet known = met.get(action);
    if (known != null) {
      return known;
    }
    BitSet found = find(CaseFold.of(action));
    if (met.size() >= MAX_MET) {
      met.clear();
      shared.clear();
    }
    if (action.length() <= LONGEST_MET) {
      met.put(action, shared.computeIfAbsent(found, same -> same));
    }
    return found;
  }

  private BitSet find(String folded) {
    BitSet read = new BitSet();
    onlyOf.forEach(
        (slot, actions) -> {
          if (actions.include(folded)) {
            read.set(slot);
          }
        });
    BitSet found = new BitSet();
    for (int node = 0; node < slots.size(); node++) {
      found.set(node, !slots.get(node).intersects(read));
    }
    return found;
  }
}
