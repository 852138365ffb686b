package io.trailhound.decode;

import io.trailhound.decode.scan.KeyTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One step of the wanted paths, as a tree: what to do with a value, and which keys lead on. */
final class PathNode {
  private static final Map<String, PathNode> NONE = Map.of();

  /** Place in {@link RecordValues#values}, or -1. */
  int slot = -1;

  /** Whether {@link #slot} wants to know of an object or list, and where it lies, not of a text. */
  boolean container;

  /** Slot of {@code ExtraFields}, or -1. */
  int extra = -1;

  /** Slot of {@code ExtraFields} that tells whether there's anything here, or -1. */
  int presence = -1;

  /** A power of two. */
  private static final int MET_SIZE = 64;

  /** Place in what {@link UnreadPaths} knows, or -1. */
  int unread = -1;

  /** Whether a text here is an object in {@link ElasticText}. */
  boolean elasticText;

  /** Whether a text here may be an object in JSON. */
  boolean objectText;

  /** Whether such a text is the value of this field all the same, as it stands. */
  boolean textStays;

  /** Whether many events have the same text, or the same object, here. */
  boolean repeats;

  private Map<String, PathNode> children = NONE;

  /** What {@link #find} finds, by the bytes of its key. */
  private KeyTable<PathNode> keys = new KeyTable<>(NONE);

  /** Keys met lately, wanted or not. The JSON parser gives the same instance for the same key. */
  private final Met[] met = new Met[MET_SIZE];

  private record Met(String name, PathNode node) {}

  /** The node that the key {@code name} leads to, which may hold several steps, or null. */
  @SuppressWarnings("ReferenceEquality")
  PathNode find(String name) {
    int place = name.hashCode() & (MET_SIZE - 1);
    Met last = met[place];
    if (last != null && last.name == name) {
      return last.node;
    }
    PathNode node = children.get(name);
    if (node == null && name.indexOf('.') > 0) {
      node = dotted(name);
    }
    if (name.length() <= RecordParser.LONGEST_KEPT) {
      met[place] = new Met(name, node);
    }
    return node;
  }

  /** The same of the key in {@code bytes} from {@code from} to {@code to}, after {@link #index}. */
  PathNode find(byte[] bytes, int from, int to) {
    return keys.find(bytes, from, to);
  }

  /** Makes keys known by their bytes, here and below. */
  void index() {
    Map<String, PathNode> found = new HashMap<>();
    children.forEach(
        (name, child) -> {
          found.put(name, child);
          if (!name.isEmpty()) {
            child.paths(name + '.', found);
          }
          child.index();
        });
    keys = new KeyTable<>(found);
  }

  boolean isLeaf() {
    return children.isEmpty();
  }

  Collection<PathNode> children() {
    return children.values();
  }

  private PathNode dotted(String name) {
    PathNode node = this;
    int from = 0;
    for (int dot = name.indexOf('.'); dot >= 0 && node != null; dot = name.indexOf('.', from)) {
      node = node.children.get(name.substring(from, dot));
      from = dot + 1;
    }
    return node == null || from == 0 ? null : node.children.get(name.substring(from));
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

  /** All that {@link #find} of this node or one below it finds something for. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    children.forEach(
        (name, child) -> {
          Map<String, PathNode> paths = new HashMap<>();
          child.paths(name + '.', paths);
          names.add(name);
          names.addAll(paths.keySet());
          names.addAll(child.names());
        });
    return names;
  }

  private void paths(String before, Map<String, PathNode> paths) {
    children.forEach(
        (name, child) -> {
          paths.put(before + name, child);
          child.paths(before + name + '.', paths);
        });
  }

  void text(String path, int slot) {
    PathNode node = at(path);
    node.slot = slot;
    node.repeats = Slots.repeats(slot);
  }

  void container(String path, int slot) {
    PathNode node = at(path);
    node.slot = slot;
    node.container = true;
  }
}
