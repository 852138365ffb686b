package io.trailhound.decode;

/**
 * Looks whether the document at the start of the window holds a list of records under one of its
 * own keys, {@code Records} or {@code logEvents}, and where that list begins. Looks without
 * parsing, because the list may be 200 MB long.
 */
final class ListOpening {
  /** CloudTrail writes Records first; CloudWatch Logs has some 300 bytes before logEvents. */
  private static final int REACH = 1 << 16;

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
    return c == 'R' || c == 'm' || c == 'l' || c == 'o';
  }

  boolean find() {
    i = 1;
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
      logEvents = is(key, "\"logEvents\"");
      if (c == '[' && (logEvents || is(key, "\"Records\""))) {
        length = i + 1;
        return true;
      }
      if (!value(c)) {
        return false;
      }
    }
    return false;
  }

  private boolean is(int from, String text) {
    for (int k = 0; k < text.length(); k++) {
      if (window.at(from + k) != text.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  private int nonBlank() {
    int c = window.at(i);
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = window.at(++i);
    }
    return c;
  }

  private boolean value(int first) {
    if (first == '"') {
      return string();
    }
    int depth = 0;
    for (int c = first; i < REACH && c >= 0; c = window.at(i)) {
      if (c == '"') {
        if (!string()) {
          return false;
        }
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}')) {
        return c == ',';
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      i++;
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
