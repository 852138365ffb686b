package io.trailhound.decode;

/**
 * Cuts what can't be parsed out of the window, as little as possible, so that a broken record costs
 * only itself. Wherever it looks, an object whose first key is {@code eventVersion} ends the cut:
 * it begins another CloudTrail record, for inside a string its quotes would be escaped.
 */
final class Cutter {
  /** Where a cut ends, if no other record begins before. */
  enum Until {
    /** The end of the line. */
    LINE,
    /** A line that begins like a document. */
    DOCUMENT,
    /** The end of this element of a list: its closing brace, or the comma behind it. */
    ELEMENT,
    /** The brace that closes the document around a list. */
    CLOSED
  }

  private static final String RECORD = "\"eventVersion\"";

  private final ByteWindow window;
  private final int cap;

  /** After {@link #cut}: bytes that were cut, of which at most {@code cap} were kept. */
  long length;

  /** After {@link #cut}: whether it went to the end of the input. */
  boolean toEnd;

  private int depth;
  private boolean inString;
  private boolean escaped;

  Cutter(ByteWindow window, int cap) {
    this.window = window;
    this.cap = cap;
  }

  /** Moves the window behind the cut and returns its bytes. */
  byte[] cut(Until until) {
    return cut(until, 0);
  }

  /**
   * The same of what has at least {@code least} bytes, if no other record begins before: of many
   * lines that lie in each other, each would be looked at as often as they are deep.
   */
  byte[] cut(Until until, long least) {
    depth = 0;
    inString = false;
    escaped = false;
    length = 0;
    byte[] kept = null;
    int i = 0;
    for (int c = window.at(0); c >= 0; c = window.at(i)) {
      boolean another = length + i > 0 && begins(i, c);
      int end = another ? i : end(until, i, c);
      if (end >= 0 && (another || until != Until.LINE || length + end >= least)) {
        return finish(kept, end, false);
      }
      i++;
      if (i >= cap) {
        kept = kept == null ? window.copy(cap) : kept;
        window.skip(i);
        length += i;
        i = 0;
      }
    }
    return finish(kept, i, true);
  }

  private byte[] finish(byte[] kept, int end, boolean ended) {
    byte[] bytes = kept == null ? window.copy(end) : kept;
    window.skip(end);
    length += end;
    toEnd = ended;
    return bytes;
  }

  private boolean begins(int i, int c) {
    if (c != '{') {
      return false;
    }
    int k = i + 1;
    int next = window.at(k);
    while (CompactJson.isBlank(next)) {
      next = window.at(++k);
      if (k > i + 64) {
        return false;
      }
    }
    return window.startsWith(k, RECORD);
  }

  /** Where the cut ends when the byte {@code c} at {@code i} ends it, else -1. */
  private int end(Until until, int i, int c) {
    return switch (until) {
      case LINE -> c == '\n' ? i : -1;
      case DOCUMENT -> c == '\n' && documentAt(i + 1) ? i : -1;
      case ELEMENT, CLOSED -> balanced(until, i, c);
    };
  }

  private boolean documentAt(int i) {
    int c = window.at(i);
    return c == '{' || c == '[' || window.startsWith(i, "H4sI");
  }

  private int balanced(Until until, int i, int c) {
    if (inString) {
      // A raw line break can't stand in a string: the quote was lost before.
      inString = c != '\n' && (escaped || c != '"');
      escaped = !escaped && c == '\\';
      return -1;
    }
    switch (c) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case '}', ']' -> {
        return closing(until, i, c);
      }
      case ',' -> {
        return until == Until.ELEMENT && depth == 0 ? i : -1;
      }
      default -> {}
    }
    return -1;
  }

  private int closing(Until until, int i, int c) {
    if (depth > 0) {
      depth--;
      return depth == 0 && until == Until.ELEMENT ? i + 1 : -1;
    }
    if (until == Until.CLOSED) {
      return c == '}' ? i + 1 : -1;
    }
    return c == ']' ? i : -1;
  }
}
