package io.trailhound.decode;

/**
 * Looks whether the document at the start of the window holds a list of records under one of its
 * own keys, {@code Records}, {@code logEvents} or {@code Events}, and where that list begins. Looks
 * without parsing, because the list may be 200 MB long.
 */
final class ListOpening {
  /** CloudTrail writes Records first; CloudWatch Logs has some 300 bytes before logEvents. */
  private static final int REACH = 1 << 16;

  /** What stands before a list is never so deep. */
  private static final int DEEPEST = 100;

  private final ByteWindow window;
  private int i;

  /** After {@link #find}: bytes up to and including the bracket. */
  int length;

  /** After {@link #find}: whether the list's elements are log events that carry records. */
  boolean logEvents;

  ListOpening(ByteWindow window) {
    this.window = window;
  }

  /** Whether the first key is one that a document with a list begins with: cheap, and may err. */
  boolean likely() {
    i = 1;
    if (nonBlank() != '"') {
      return false;
    }
    int c = window.at(i + 1);
    return c == 'R' || c == 'm' || c == 'l' || c == 'o' || c == 'E' || c == 'N';
  }

  /**
   * Looks for a list.
   *
   * @param keys where keys of the document begin: behind its brace, or behind a list before
   */
  boolean find(int keys) {
    i = keys;
    while (i < REACH) {
      int c = nonBlank();
      if (c == ',') {
        i++;
        continue;
      }
      int key = i;
      if (c != '"' || !string() || nonBlank() != ':') {
        return false;
      }
      i++;
      c = nonBlank();
      logEvents = window.startsWith(key, "\"logEvents\"");
      if (c == '['
          && (logEvents
              || window.startsWith(key, "\"Records\"")
              || window.startsWith(key, "\"Events\""))) {
        length = i + 1;
        return true;
      }
      if (!value(c)) {
        return false;
      }
    }
    return false;
  }

  private int nonBlank() {
    int c = window.at(i);
    while (CompactJson.isBlank(c) && i < REACH) {
      c = window.at(++i);
    }
    return c;
  }

  /**
   * Moves behind a value. Gives up where no JSON could go on so: or of many lines that each begin a
   * document and don't end it, every one would cost the look at all that follow.
   */
  private boolean value(int first) {
    int depth = 0;
    int before = ':';
    for (int c = first; i < REACH && c >= 0 && depth < DEEPEST; c = window.at(i)) {
      boolean begins = c == '"' || c == '{' || c == '[';
      if (begins && before != ':' && before != ',' && before != '[' && before != '{') {
        return false;
      }
      if (depth == 0 && (c == ',' || c == '}')) {
        return c == ',';
      }
      if (c == '"' && !string()) {
        return false;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      before = CompactJson.isBlank(c) ? before : c;
      i += c == '"' ? 0 : 1;
    }
    return false;
  }

  /** Moves behind the string that begins here. */
  private boolean string() {
    for (i++; i < REACH; i++) {
      int c = window.at(i);
      if (c == '"') {
        i++;
        return true;
      }
      if (c == '\\') {
        i++;
      } else if (c < 0 || c == '\n') {
        return false;
      }
    }
    return false;
  }
}
