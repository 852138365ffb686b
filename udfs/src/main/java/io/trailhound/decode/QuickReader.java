package io.trailhound.decode;

import static io.trailhound.decode.scan.JsonBytes.ODD;

import io.trailhound.decode.scan.JsonBytes;
import io.trailhound.decode.scan.SharedTexts;
import io.trailhound.decode.scan.Unescaped;

/**
 * One JSON object in, its {@link RecordValues} out, without a parser's tokens and names: what no
 * path leads to is passed over, but checked. It reads what CloudTrail writes. All else is {@link
 * JsonBytes#ODD} and left to {@link CarefulReader}, from the object's beginning: what is broken,
 * lists where a field has one value, objects that are texts, keys with escapes, levels upon levels.
 */
final class QuickReader {
  /** Real records stay below 20. */
  private static final int DEEPEST = 40;

  private final PathNode root;
  private final RecordValues found;
  private final JsonBytes json;
  private final int deepest;
  private final SharedTexts texts;
  private final KnownObjects objects;
  private final KnownObjects.Notes notes = new KnownObjects.Notes();
  private byte[] bytes;
  private int limit;

  /**
   * @param texts what repeats, for all readers of a decoder
   * @param objects the same of what has parts
   * @param maxNesting as {@link DecodeLimits} has it
   */
  QuickReader(
      PathNode root, RecordValues found, SharedTexts texts, KnownObjects objects, int maxNesting) {
    this.root = root;
    this.found = found;
    this.texts = texts;
    this.objects = objects;
    deepest = Math.min(DEEPEST, maxNesting);
    json = new JsonBytes(deepest);
  }

  /** Lines that the document spans besides its first. */
  int lines() {
    return json.lines();
  }

  /** Reads the object that begins at {@code from}; gives where it ends, or {@code ODD}. */
  int read(byte[] buffer, int from, int end) {
    found.clear();
    bytes = buffer;
    limit = end;
    json.wrap(buffer, end);
    return json.at(from) == '{' ? object(root, from, 1) : ODD;
  }

  /**
   * @param level of this object, from 1
   */
  private int object(PathNode node, int from, int level) {
    if (level > deepest) {
      return ODD;
    }
    int i = json.next(from + 1);
    if (json.at(i) == '}') {
      return i + 1;
    }
    while (json.at(i) == '"') {
      i = member(node, i, level);
      if (i < 0) {
        return ODD;
      }
      i = json.next(i);
      int c = json.at(i);
      if (c != ',') {
        return c == '}' ? i + 1 : ODD;
      }
      i = json.next(i + 1);
    }
    return ODD;
  }

  /** Reads a key and its value. */
  private int member(PathNode node, int quote, int level) {
    int end = json.plainEnd(quote + 1);
    int i = json.at(end) == '"' ? json.valueOf(end + 1) : ODD;
    if (i < 0) {
      return ODD;
    }
    PathNode child = node.find(bytes, quote + 1, end);
    if (child == null) {
      return json.behindValue(i, level);
    }
    if (child.unread >= 0) {
      notes.isMore(); // what is skipped isn't the same with each action
    }
    return found.unread.skips(child) ? json.behindValue(i, level) : value(child, i, level);
  }

  private int value(PathNode node, int i, int level) {
    int c = json.at(i);
    if (node.presence >= 0) {
      notes.isMore();
      found.extras.present(node.presence, c == 'n');
    }
    return switch (c) {
      case '{' -> struct(node, i, level);
      case '[' -> list(node, i, level + 1);
      case 'n' -> json.behindScalar(i);
      default -> scalar(node, i);
    };
  }

  private int struct(PathNode node, int start, int level) {
    int end = node.isLeaf() ? json.behindValue(start, level) : parts(node, start, level + 1);
    if (end >= 0) {
      if (node.container || node.extra >= 0) {
        notes.isMore();
      }
      found.object(node, bytes, start, end);
    }
    return end;
  }

  private int parts(PathNode node, int start, int level) {
    if (!node.repeats || !objects.pays()) {
      return object(node, start, level);
    }
    KnownObjects.Known known = objects.find(node, level, bytes, start, limit);
    if (known != null) {
      takeAll(known.taken());
      return start + known.bytes().length;
    }
    int lines = json.lines();
    notes.begin();
    int end = object(node, start, level);
    if (end >= 0 && json.lines() == lines) {
      objects.met(node, level, bytes, start, end, notes);
    }
    notes.end();
    return end;
  }

  private void takeAll(KnownObjects.Taken[] all) {
    for (KnownObjects.Taken each : all) {
      boolean lacks = found.lacks(each.node());
      if (lacks || each.node().extra >= 0) {
        take(each.node(), lacks, each.text(), each.length());
      }
    }
  }

  private int list(PathNode node, int start, int level) {
    notes.isMore();
    if (node.container && node.extra < 0) {
      found.mark(node, 0, 0);
      return json.behindValue(start, level - 1);
    }
    if (node.slot >= 0 || level > deepest) {
      return ODD;
    }
    int i = json.next(start + 1);
    if (json.at(i) == ']') {
      return i + 1;
    }
    while (true) {
      i = value(node, i, level);
      if (i < 0) {
        return ODD;
      }
      i = json.next(i);
      int c = json.at(i);
      if (c != ',') {
        return c == ']' ? i + 1 : ODD;
      }
      i = json.next(i + 1);
    }
  }

  private int scalar(PathNode node, int i) {
    if ((node.elasticText || node.objectText) && json.at(i) == '"') {
      return ODD; // a text that may hold an object
    }
    boolean lacks = found.lacks(node);
    if (node.slot >= 0 && !lacks) {
      notes.isMore(); // in another record it may lack
    }
    if (!lacks && node.extra < 0) {
      return json.behindScalar(i);
    }
    boolean quoted = json.at(i) == '"';
    int plain = quoted ? json.plainEnd(i + 1) : i;
    if (quoted && json.at(plain) == '"') {
      take(node, lacks, text(node, i + 1, plain), plain - i - 1);
      return plain + 1;
    }
    int end = json.behindScalar(i);
    if (end < 0) {
      return ODD;
    }
    String text = quoted ? Unescaped.of(bytes, i + 1, end - 1) : SharedTexts.ascii(bytes, i, end);
    if (text == null) {
      return ODD;
    }
    take(node, lacks, text, text.length());
    return end;
  }

  private String text(PathNode node, int from, int to) {
    return node.repeats ? texts.of(bytes, from, to) : SharedTexts.ascii(bytes, from, to);
  }

  private void take(PathNode node, boolean lacks, String text, int length) {
    notes.take(node, text, length);
    if (lacks) {
      found.take(node.slot, text, length);
      found.unread.met(node.slot, text);
    }
    if (node.extra >= 0) {
      found.extras.add(node.extra, text);
    }
  }
}
