package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.trailhound.model.ExtraFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One JSON object in, the wanted values out: one pass of Jackson's streaming parser that skips
 * everything no path leads to. CloudTrail's keys are case-sensitive. Of a key that stands twice the
 * first counts. A list gives its first value, and all of them in {@link #lists}.
 */
final class RecordScan {
  private static final String PRESENT = "{}";

  /** Texts by {@link Slots}; null where missing or JSON null. */
  final String[] values = new String[Slots.COUNT];

  /** All values, by slot, where a list had several; null when there is no such list. */
  Map<Integer, List<String>> lists;

  /** Where the objects lie whose place is asked for, by slot; {@link #ends} is 0 for others. */
  final int[] starts = new int[Slots.COUNT];

  final int[] ends = new int[Slots.COUNT];

  /** Lines that the document spans besides its first. */
  int lines;

  /** How many bytes of a document that is too deep were read until that showed. */
  long read;

  private final JsonFactory json;
  private final PathNode root;
  private final boolean wholeText;
  private final int extraSlots;
  private final List<String> words = new ArrayList<>();
  private final int[] extraCounts;
  private String[][] extras;

  /** Slot whose list is being read, or -1. */
  private int listed;

  /** Objects as Elastic's text, by where they lie; null when there are none. */
  private Map<PathNode, String> elasticTexts;

  private JsonParser parser;
  private byte[] bytes;
  private int offset;

  RecordScan(JsonFactory json, PathNode root, ExtraFields extras) {
    this.json = json;
    this.root = root;
    this.wholeText = extras.wholeText();
    this.extraSlots = extras.slots();
    this.extraCounts = new int[extraSlots];
  }

  /**
   * Reads the object that begins at {@code from}.
   *
   * @return where it ends
   * @throws IOException when there is no whole, well-formed object before {@code end}
   */
  int parse(byte[] buffer, int from, int end) throws IOException {
    Arrays.fill(values, null);
    Arrays.fill(ends, 0);
    lists = null;
    elasticTexts = null;
    listed = -1;
    words.clear();
    extras = extraSlots == 0 ? null : new String[extraSlots][];
    Arrays.fill(extraCounts, 0);
    bytes = buffer;
    offset = from;
    try (JsonParser p = json.createParser(buffer, from, end - from)) {
      parser = p;
      p.nextToken();
      document();
      takeElasticTexts();
      JsonLocation location = p.currentLocation();
      lines = location.getLineNr() - 1;
      return from + (int) location.getByteOffset();
    }
  }

  private void document() throws IOException {
    try {
      object(root);
    } catch (StreamConstraintsException tooDeep) {
      read = parser.currentLocation().getByteOffset();
      throw tooDeep;
    }
  }

  /** The values of the extra fields; the caller's own. */
  String[][] extras() {
    for (int slot = 0; slot < extraSlots; slot++) {
      if (extraCounts[slot] > 0 && extraCounts[slot] < extras[slot].length) {
        extras[slot] = Arrays.copyOf(extras[slot], extraCounts[slot]);
      }
    }
    if (wholeText && !words.isEmpty()) {
      extras[extraSlots - 1] = words.toArray(new String[0]);
    }
    return extras;
  }

  /** Whether the last document had an object there; it lies from {@link #starts} on. */
  boolean isObject(int slot) {
    return ends[slot] > 0;
  }

  private int here() {
    return offset + (int) parser.currentLocation().getByteOffset();
  }

  private void object(PathNode node) throws IOException {
    String name;
    while ((name = parser.nextFieldName()) != null) {
      PathNode child = node.find(name);
      JsonToken token = parser.nextToken();
      if (child != null) {
        value(child, token);
      } else if (wholeText) {
        collect(token);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  private void value(PathNode node, JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT -> struct(node);
      case START_ARRAY -> list(node);
      case VALUE_NULL -> {}
      default -> scalar(node);
    }
  }

  private void struct(PathNode node) throws IOException {
    boolean wanted = node.extra >= 0 || node.container;
    int start = wanted ? here() - 1 : 0;
    if (node.isLeaf() && !wholeText) {
      parser.skipChildren();
    } else {
      object(node);
    }
    if (!wanted) {
      return;
    }
    int end = here();
    if (node.container) {
      mark(node.slot, start, end);
    }
    if (node.extra >= 0) {
      extra(node.extra, CompactJson.of(bytes, start, end));
    }
  }

  private void list(PathNode node) throws IOException {
    if (node.container) {
      mark(node.slot, 0, 0);
      if (node.extra < 0) {
        parser.skipChildren();
        return;
      }
    }
    boolean begins = listed < 0 && node.slot >= 0 && values[node.slot] == null;
    if (begins) {
      listed = node.slot;
    }
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      value(node, t);
    }
    if (begins) {
      listed = -1;
    }
  }

  private void mark(int slot, int start, int end) {
    values[slot] = PRESENT;
    starts[slot] = start;
    ends[slot] = end;
  }

  private void scalar(PathNode node) throws IOException {
    int slot = node.slot;
    boolean slotWants = slot >= 0 && values[slot] == null;
    boolean oneMore = slot >= 0 && listed == slot && !slotWants;
    boolean elastic = node.elasticText && !node.isLeaf();
    if (!slotWants && !oneMore && !elastic && node.extra < 0 && !wholeText) {
      return;
    }
    String text = parser.getText();
    if (elastic && ElasticText.isObject(text)) {
      elasticTexts = elasticTexts == null ? new HashMap<>() : elasticTexts;
      elasticTexts.putIfAbsent(node, text);
    }
    if (slotWants) {
      values[slot] = text;
    } else if (oneMore) {
      more(slot, text);
    }
    if (node.extra >= 0) {
      extra(node.extra, text);
    }
    if (wholeText) {
      words.add(text);
    }
  }

  /** What {@code flattened} gave is better. */
  private void takeElasticTexts() {
    if (elasticTexts != null) {
      int[] before = extraCounts.clone();
      ElasticText text =
          new ElasticText(
              (slot, value) -> {
                if (before[slot] == 0) {
                  extra(slot, value);
                }
              });
      elasticTexts.forEach(text::object);
    }
  }

  private void more(int slot, String text) {
    if (lists == null) {
      lists = new HashMap<>();
    }
    lists.computeIfAbsent(slot, first -> new ArrayList<>(List.of(values[slot]))).add(text);
  }

  private void extra(int slot, String text) {
    int count = extraCounts[slot]++;
    if (count == 0) {
      extras[slot] = new String[1];
    } else if (count == extras[slot].length) {
      extras[slot] = Arrays.copyOf(extras[slot], 2 * count);
    }
    extras[slot][count] = text;
  }

  /** Adds every scalar below the current token to the text of the whole record. */
  private void collect(JsonToken first) throws IOException {
    int depth = 0;
    JsonToken token = first;
    while (true) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        words.add(parser.getText());
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }
}
