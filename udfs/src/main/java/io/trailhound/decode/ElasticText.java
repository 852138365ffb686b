package io.trailhound.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The text that Elastic makes of an object, <code>{userName=jo, tags=[a, b]}</code>, as Athena and
 * CloudTrail Lake do of a struct, and the wanted paths below it in; out go their values.
 *
 * <p>Limits: objects and lists that lie more than {@link #DEEPEST} deep in others are texts, or
 * each bracket of many would be a look at all that it holds. Nothing in such a text is quoted. What
 * looks like another key in a value, {@code , x=}, is read as one, and a bracket without its other
 * half takes in what follows.
 */
final class ElasticText {
  private static final int DEEPEST = 10;

  private final RecordValues found;
  private final ExtraValues extras;

  /** Those of one record by where they lie; null when there are none. */
  private Map<PathNode, String> texts;

  private int[] better;

  ElasticText(RecordValues found) {
    this.found = found;
    extras = found.extras;
  }

  /** Another record begins. */
  void clear() {
    texts = null;
  }

  void met(PathNode node, String text) {
    texts = texts == null ? new HashMap<>() : texts;
    texts.putIfAbsent(node, text);
  }

  /** The record has ended: what {@code flattened} gave is better. */
  void take() {
    if (texts != null) {
      better = extras.counts();
      texts.forEach(this::object);
    }
  }

  static boolean isObject(String text) {
    return text.startsWith("{") && text.endsWith("}") && text.length() > 1;
  }

  private void object(PathNode node, String text) {
    object(node, text, DEEPEST);
  }

  private void object(PathNode node, String text, int deepest) {
    for (String entry : parts(inside(text), true)) {
      int equals = entry.indexOf('=');
      PathNode child = equals < 0 ? null : node.find(entry.substring(0, equals));
      if (child != null) {
        value(child, entry.substring(equals + 1), deepest - 1);
      }
    }
  }

  private void value(PathNode node, String text, int deepest) {
    if (deepest > 0 && text.startsWith("[") && text.endsWith("]") && text.length() > 1) {
      parts(inside(text), false).forEach(element -> value(node, element, deepest - 1));
      return;
    }
    if (deepest > 0 && !node.isLeaf() && isObject(text)) {
      object(node, text, deepest);
    }
    if (text.equals("null")) {
      return;
    }
    if (found.lacks(node) && !node.container) {
      found.take(node.slot, text, text.length());
    }
    if (node.extra >= 0 && better[node.extra] == 0) {
      extras.add(node.extra, text);
    }
  }

  private static String inside(String text) {
    return text.substring(1, text.length() - 1);
  }

  /** What {@code ", "} parts outside of brackets; among entries only where a key follows it. */
  private static List<String> parts(String text, boolean entries) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (depth == 0 && text.startsWith(", ", i) && (!entries || keyAt(text, i + 2))) {
        parts.add(text.substring(from, i));
        from = i + 2;
      }
    }
    if (from < text.length()) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  private static boolean keyAt(String text, int from) {
    int i = from;
    while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || isMark(text, i))) {
      i++;
    }
    return i > from && i < text.length() && text.charAt(i) == '=';
  }

  private static boolean isMark(String text, int i) {
    return "_-.:$".indexOf(text.charAt(i)) >= 0;
  }
}
