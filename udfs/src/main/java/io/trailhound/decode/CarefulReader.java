package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/**
 * One JSON object in, its {@link RecordValues} out, or why it can't be read: one pass of Jackson's
 * streaming parser that skips everything no path leads to.
 */
final class CarefulReader {
  /** Lines that the document spans besides its first. */
  int lines;

  /** How many bytes of a document that is too deep were read until that showed. */
  long read;

  private final Utf8Json json;
  private final PathNode root;
  private final boolean wholeText;
  private final RecordValues found;
  private final ExtraValues extras;
  private final Unread unread;
  private final ElasticText elasticText;
  private final StrangeKeys strangeKeys;
  private final ObjectTexts objectTexts;

  /** Slot whose list is being read, or -1. */
  private int listed;

  private JsonParser parser;
  private byte[] bytes;
  private int offset;

  CarefulReader(Utf8Json json, PathNode root, RecordValues found) {
    this.json = json;
    this.root = root;
    this.found = found;
    extras = found.extras;
    unread = found.unread;
    wholeText = extras.wholeText;
    elasticText = new ElasticText(found);
    strangeKeys = new StrangeKeys(json, root);
    objectTexts = new ObjectTexts(json, strangeKeys);
  }

  /**
   * Reads the object that begins at {@code from}.
   *
   * @return where it ends
   * @throws IOException when there is no whole, well-formed object before {@code end}
   */
  int read(byte[] buffer, int from, int end) throws IOException {
    try {
      return readAsItIs(buffer, from, end);
    } catch (JsonEOFException e) {
      throw e;
    } catch (JsonParseException e) {
      // Jackson takes no halves of characters in keys.
      byte[] whole = Halves.replaced(buffer, from, StrangeKeys.close(buffer, from, end));
      if (whole == null) {
        throw e;
      }
      return from + readAsItIs(whole, 0, whole.length);
    }
  }

  private int readAsItIs(byte[] buffer, int from, int end) throws IOException {
    try (JsonParser p = json.createParser(buffer, from, end - from)) {
      return from + read(p, buffer, from);
    } catch (RecordParser.CollidingNames e) {
      try (JsonParser p = json.forgetful(strangeKeys.covered(buffer, from, end))) {
        return from + read(p, buffer, from);
      }
    }
  }

  /** Reads with {@code p} what lies in {@code buffer} from {@code from} on; gives its length. */
  private int read(JsonParser p, byte[] buffer, int from) throws IOException {
    found.clear();
    elasticText.clear();
    listed = -1;
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
    if (wanted) {
      found.object(node, bytes, start, here());
    }
  }

  private void list(PathNode node) throws IOException {
    if (node.container) {
      found.mark(node, 0, 0);
      if (node.extra < 0) {
        parser.skipChildren();
        return;
      }
    }
    boolean begins = listed < 0 && found.lacks(node);
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

  private void scalar(PathNode node) throws IOException {
    int slot = node.slot;
    boolean slotWants = found.lacks(node);
    boolean oneMore = slot >= 0 && listed == slot && !slotWants;
    boolean elastic = node.elasticText && !node.isLeaf();
    boolean mayHold = node.objectText && !(node.isLeaf() && node.extra < 0 && !wholeText);
    if (!slotWants && !oneMore && !elastic && !mayHold && node.extra < 0 && !wholeText) {
      return;
    }
    String text = parser.getText();
    if (mayHold && objectTexts.holds(text)) {
      objectIn(node);
      if (!node.textStays) {
        return;
      }
    } else if (elastic && ElasticText.isObject(text)) {
      elasticText.met(node, text);
    }
    if (slotWants) {
      found.take(slot, text, text.length());
      if (listed != slot) {
        unread.met(slot, text);
      }
    } else if (oneMore) {
      found.more(slot, text);
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
      if (!node.textStays) {
        struct(node);
      } else if (!node.isLeaf()) {
        object(node);
      }
    } finally {
      parser = outerParser;
      bytes = outerBytes;
      offset = outerOffset;
    }
  }
}
