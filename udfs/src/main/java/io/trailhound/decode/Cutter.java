package io.trailhound.decode;

/**
 * Cuts what can't be parsed out of the window, as little as possible, so that a broken record costs
 * only itself. An object whose first key is {@code eventVersion} ends the cut, as it begins another
 * CloudTrail record: inside a string its quotes would be escaped. It doesn't where the parser knows
 * it to lie in the broken record, whose caller may have chosen what is in it. In a list, an object
 * behind a comma ends the cut as well when its first key is the broken one's.
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

  /** Blanks that may stand between a brace and a key. */
  private static final int LONGEST_GAP = 64;

  /** Longer keys than any that a record begins with aren't compared. */
  private static final int LONGEST_KEY = 64;

  /** Where a parser fails it has read on; a key that it took for a text is longer than that. */
  private static final int READ_ON = 32;

  private final ByteWindow window;
  private final int cap;

  /** After {@link #cut}: bytes that were cut, of which at most {@code cap} were kept. */
  long length;

  /** After {@link #cut}: whether it went to the end of the input. */
  boolean toEnd;

  /** Up to where in the input {@link #cutWhole} has looked for an end in vain. */
  private long unclosed;

  private int depth;
  private boolean inString;
  private boolean escaped;

  Cutter(ByteWindow window, int cap) {
    this.window = window;
    this.cap = cap;
  }

  /** Moves the window behind the cut and returns its bytes. */
  byte[] cut(Until until) {
    return cut(until, 0, 0);
  }

  /**
   * The same of what has at least {@code least} bytes, if no other record begins before: of many
   * lines that lie in each other, each would be looked at as often as they are deep.
   *
   * @param sound how many bytes are sound JSON: what begins in there belongs to it
   */
  byte[] cut(Until until, long least, long sound) {
    depth = 0;
    inString = false;
    escaped = false;
    length = 0;
    String ownKey = until == Until.ELEMENT ? key(0) : RECORD;
    byte[] kept = null;
    int i = 0;
    int before = -1;
    for (int c = window.at(0); c >= 0; c = window.at(i)) {
      boolean another = c == '{' && length + i > 0 && begins(until, i, before, ownKey, sound);
      int end = another ? i : end(until, i, c);
      if (end >= 0 && (another || until != Until.LINE || length + end >= least)) {
        return finish(kept, end, false);
      }
      before = CompactJson.isBlank(c) ? before : c;
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

  /**
   * Cuts the object that begins here, if its brackets and quotes tell where it ends and that's no
   * further than a record may be long: what is wrong with it then lies within.
   *
   * @return its bytes, or null
   */
  byte[] cutWhole() {
    if (window.moved < unclosed) {
      return null; // of many that aren't closed, each would be a look at all that follow
    }
    depth = 0;
    inString = false;
    escaped = false;
    for (int i = 0; i < cap; i++) {
      int c = window.at(i);
      if (c <= 0 || (inString && c == '\n')) {
        return null; // the end, UTF-16, or a quote was lost
      }
      if (balanced(Until.ELEMENT, i, c) == i + 1) {
        length = 0;
        return finish(null, i + 1, false);
      }
    }
    unclosed = window.moved + cap;
    return null;
  }

  private byte[] finish(byte[] kept, int end, boolean ended) {
    byte[] bytes = kept == null ? window.copy(end) : kept;
    window.skip(end);
    length += end;
    toEnd = ended;
    return bytes;
  }

  /** Whether the object at {@code i} is another record, and not a part of the broken one. */
  private boolean begins(Until until, int i, int before, String ownKey, long sound) {
    boolean behindComma = until == Until.ELEMENT && before == ',';
    if (!behindComma && length + i + READ_ON < sound) {
      return false;
    }
    String key = key(i);
    return key.equals(RECORD) || (behindComma && !key.isEmpty() && key.equals(ownKey));
  }

  /** The first key of the object at {@code i}, in its quotes; empty where there's none. */
  private String key(int i) {
    int k = i + 1;
    while (k <= i + LONGEST_GAP && CompactJson.isBlank(window.at(k))) {
      k++;
    }
    if (window.at(k) != '"') {
      return "";
    }
    StringBuilder key = new StringBuilder("\"");
    for (int j = k + 1; j <= k + LONGEST_KEY; j++) {
      int c = window.at(j);
      key.append((char) c);
      if (c == '"') {
        return key.toString();
      }
      if (c < ' ' || c == '\\') {
        return "";
      }
    }
    return "";
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
