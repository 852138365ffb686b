package io.trailhound.decode;

import java.util.HashMap;
import java.util.Map;

/** One step of the wanted paths, as a tree: what to do with a value, and which keys lead on. */
final class PathNode {
  private static final Map<String, PathNode> NONE = Map.of();

  /** Place in {@link RecordScan#values}, or -1. */
  int slot = -1;

  /** Whether {@link #slot} wants to know of an object or list, and where it lies, not of a text. */
  boolean container;

  /** Whether the values of {@link #slot} repeat from record to record. */
  boolean repeats;

  /** Slot of {@code ExtraFields}, or -1. */
  int extra = -1;

  private Map<String, PathNode> children = NONE;

  PathNode child(String name) {
    return children.get(name);
  }

  boolean isLeaf() {
    return children.isEmpty();
  }

  /** The node that a key like {@code event.action} leads to, or null. */
  PathNode dotted(String name) {
    PathNode node = this;
    int from = 0;
    for (int dot = name.indexOf('.'); dot >= 0 && node != null; dot = name.indexOf('.', from)) {
      node = node.child(name.substring(from, dot));
      from = dot + 1;
    }
    return node == null || from == 0 ? null : node.child(name.substring(from));
  }

  /** The node at a dotted path, made where it's missing. */
  PathNode at(String path) {
    PathNode node = this;
    for (String name : path.split("\\.", -1)) {
      if (node.children == NONE) {
        node.children = new HashMap<>();
      }
      node = node.children.computeIfAbsent(name, key -> new PathNode());
    }
    return node;
  }

  void text(String path, int slot) {
    at(path).slot = slot;
  }

  void repeated(String path, int slot) {
    PathNode node = at(path);
    node.slot = slot;
    node.repeats = true;
  }

  void container(String path, int slot) {
    PathNode node = at(path);
    node.slot = slot;
    node.container = true;
  }
}
