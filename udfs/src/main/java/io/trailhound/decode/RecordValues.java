package io.trailhound.decode;

import io.trailhound.model.ExtraFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one document holds of what is wanted: filled while it's read, value by value. CloudTrail's
 * keys are case-sensitive. Of a key that stands twice the first counts. A list gives its first
 * value, and all of them in {@link #lists}.
 */
final class RecordValues {
  private static final String PRESENT = "{}";

  /** What stands for no value ({@link EventFields#isMissing}) isn't longer. */
  private static final int LONGEST_PLACEHOLDER = 4;

  /** Texts by {@link Slots}; null where missing or JSON null. */
  final String[] values = new String[Slots.COUNT];

  /** All values, by slot, where a list had several; null when there is no such list. */
  Map<Integer, List<String>> lists;

  /** By slot a bit for each text that is so short; a slot may have another one's bit as well. */
  private long brief;

  final Places places = new Places();
  final ExtraValues extras;
  final Unread unread;

  RecordValues(ExtraFields extras, Unread unread) {
    this.extras = new ExtraValues(extras);
    this.unread = unread;
  }

  /** Another document begins. */
  void clear() {
    Arrays.fill(values, null);
    lists = null;
    brief = 0;
    places.clear();
    extras.clear();
    unread.clear();
  }

  /** Whether the first value at {@code node} is yet to come. */
  boolean lacks(PathNode node) {
    return node.slot >= 0 && values[node.slot] == null;
  }

  /**
   * Takes the first value of a slot.
   *
   * @param length of {@code text}, which isn't looked at: that would take the longest of all this
   */
  void take(int slot, String text, int length) {
    values[slot] = text;
    if (length <= LONGEST_PLACEHOLDER) {
      brief |= 1L << slot;
    }
  }

  /** Whether the text in {@code slot} may be one that stands for no value. */
  boolean mayBePlaceholder(int slot) {
    return (brief & 1L << slot) != 0;
  }

  /** Notes an object or list where one was asked for; it has no place when {@code end} is 0. */
  void mark(PathNode node, int start, int end) {
    values[node.slot] = PRESENT;
    places.mark(node.slot, start, end);
  }

  /** Adds an object of {@code bytes} as text. */
  void object(PathNode node, byte[] bytes, int start, int end) {
    if (node.container) {
      mark(node, start, end);
    }
    if (node.extra >= 0) {
      extras.add(node.extra, CompactJson.of(bytes, start, end));
    }
  }

  /** Adds one more value to the list in {@code slot}. */
  void more(int slot, String text) {
    if (lists == null) {
      lists = new HashMap<>();
    }
    lists.computeIfAbsent(slot, first -> new ArrayList<>(List.of(values[slot]))).add(text);
  }
}
