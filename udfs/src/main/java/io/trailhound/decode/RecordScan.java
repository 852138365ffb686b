package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.trailhound.model.CloudTrailEvent;
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

  final Places places = new Places();

  /** Lines that the document spans besides its first. */
  int lines;

  /** How many bytes of a document that is too deep were read until that showed. */
  long read;

  private final Utf8Json json;
  private final PathNode root;
  private final boolean wholeText;
  private final ExtraValues extras;
  private final ElasticText elasticText;
  private final Unread unread;
  private final StrangeKeys strangeKeys;
  private final ObjectTexts objectTexts;

  /** Slot whose list is being read, or -1. */
  private int listed;

  private JsonParser parser;
  private byte[] bytes;
  private int offset;

  RecordScan(Utf8Json json, PathNode root, Unread unread, ExtraFields extras) {
    this.json = json;
    this.root = root;
    this.unread = unread;
    this.wholeText = extras.wholeText();
    this.extras = new ExtraValues(extras);
    this.elasticText = new ElasticText(this.extras);
    this.strangeKeys = new StrangeKeys(json, root);
    this.objectTexts = new ObjectTexts(json, strangeKeys);
  }

  /**
   * Reads the object that begins at {@code from}.
   *
   * @return where it ends
   * @throws IOException when there is no whole, well-formed object before {@code end}
   */
  int parse(byte[] buffer, int from, int end) throws IOException {
    try (JsonParser p = json.createParser(buffer, from, end - from)) {
      return from + parse(p, buffer, from);
    } catch (RecordParser.CollidingNames e) {
      try (JsonParser p = json.forgetful(strangeKeys.covered(buffer, from, end))) {
        return from + parse(p, buffer, from);
      }
    }
  }

  /** Reads with {@code p} what lies in {@code buffer} from {@code from} on; gives its length. */
  private int parse(JsonParser p, byte[] buffer, int from) throws IOException {
    Arrays.fill(values, null);
    places.clear();
    lists = null;
    elasticText.clear();
    listed = -1;
    extras.clear();
    unread.clear();
    bytes = buffer;
    offset = from;
    parser = p;
    p.nextToken();
    document();
    elasticText.take();
    JsonLocation location = p.currentLocation();
    lines = location.getLineNr() - 1;
    return (int) location.getByteOffset();
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
    return extras.all();
  }

  /** Whether the extra fields of {@code event}, the last document, may be more than were read. */
  boolean mayLack(CloudTrailEvent event) {
    return unread.mayLack(event);
  }

  /** Reads the extra fields of {@code document} again, whatever its action. */
  String[][] allExtras(byte[] document) throws IOException {
    unread.skipping = false;
    try {
      parse(document, 0, document.length);
    } finally {
      unread.skipping = true;
    }
    return extras();
  }

  private int here() {
    return offset + (int) parser.currentLocation().getByteOffset();
  }

  private void object(PathNode node) throws IOException {
    String name;
    while ((name = parser.nextFieldName()) != null) {
      PathNode child = node.find(name);
      JsonToken token = parser.nextToken();
      if (child != null && !unread.skips(child)) {
        value(child, token);
      } else if (wholeText) {
        extras.words(parser, token);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  private void value(PathNode node, JsonToken token) throws IOException {
    if (node.presence >= 0) {
      extras.present(node.presence, token == JsonToken.VALUE_NULL);
    }
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
      extras.add(node.extra, CompactJson.of(bytes, start, end));
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
    places.mark(slot, start, end);
  }

  private void scalar(PathNode node) throws IOException {
    int slot = node.slot;
    boolean slotWants = slot >= 0 && values[slot] == null;
    boolean oneMore = slot >= 0 && listed == slot && !slotWants;
    boolean elastic = node.elasticText && !node.isLeaf();
    boolean mayHold = node.objectText && !(node.isLeaf() && node.extra < 0 && !wholeText);
    if (!slotWants && !oneMore && !elastic && !mayHold && node.extra < 0 && !wholeText) {
      return;
    }
    String text = parser.getText();
    if (mayHold && objectTexts.holds(text)) {
      objectIn(node);
      return;
    }
    if (elastic && ElasticText.isObject(text)) {
      elasticText.met(node, text);
    }
    if (slotWants) {
      values[slot] = text;
      if (listed != slot) {
        unread.met(slot, text);
      }
    } else if (oneMore) {
      more(slot, text);
    }
    if (node.extra >= 0) {
      extras.add(node.extra, text);
    }
    if (wholeText) {
      extras.word(text);
    }
  }

  /** Reads what {@link #objectTexts} found. */
  private void objectIn(PathNode node) throws IOException {
    JsonParser outerParser = parser;
    byte[] outerBytes = bytes;
    int outerOffset = offset;
    try (JsonParser inner = json.forgetful(objectTexts.readable)) {
      parser = inner;
      bytes = objectTexts.bytes;
      offset = 0;
      inner.nextToken();
      struct(node);
    } finally {
      parser = outerParser;
      bytes = outerBytes;
      offset = outerOffset;
    }
  }

  private void more(int slot, String text) {
    if (lists == null) {
      lists = new HashMap<>();
    }
    lists.computeIfAbsent(slot, first -> new ArrayList<>(List.of(values[slot]))).add(text);
  }
}
