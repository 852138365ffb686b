package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * An object's bytes in, a copy out in which every key that no path asks for is as many underscores:
 * keys that somebody chose because a table of names puts them all in one place are all the same
 * then. Everything else stays as and where it was.
 */
final class StrangeKeys {
  private final JsonFactory json;
  private final PathNode root;

  /** Null as long as none were met. */
  private Set<String> wanted;

  StrangeKeys(JsonFactory json, PathNode root) {
    this.json = json;
    this.root = root;
  }

  /** The object that begins at {@code from}, or what there is of it before {@code end}. */
  byte[] covered(byte[] bytes, int from, int end) {
    wanted = wanted == null ? root.names() : wanted;
    byte[] object = Arrays.copyOfRange(bytes, from, close(bytes, from, end));
    int i = 0;
    while (i < object.length) {
      if (object[i] != '"') {
        i++;
        continue;
      }
      int behind = behindText(object, i, object.length);
      if (isKey(object, behind) && isStrange(object, i, behind)) {
        Arrays.fill(object, i + 1, behind - 1, (byte) '_');
      }
      i = behind;
    }
    return object;
  }

  /** Behind the object's last brace: what follows is none of its own, and may be long. */
  static int close(byte[] bytes, int from, int end) {
    int depth = 0;
    int i = from;
    while (i < end) {
      int c = bytes[i];
      if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return i + 1;
      }
      i = c == '"' ? behindText(bytes, i, end) : i + 1;
    }
    return end;
  }

  private static int behindText(byte[] bytes, int quote, int end) {
    int i = quote + 1;
    while (i < end && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, end);
  }

  private static boolean isKey(byte[] bytes, int behind) {
    int i = behind;
    while (i < bytes.length && CompactJson.isBlank(bytes[i])) {
      i++;
    }
    return i < bytes.length && bytes[i] == ':';
  }

  private boolean isStrange(byte[] bytes, int quote, int behind) {
    boolean escaped = false;
    for (int i = quote; i < behind; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ') {
        return false; // so that it's refused as it is anywhere else
      }
      escaped |= bytes[i] == '\\';
    }
    if (!escaped) {
      return !wanted.contains(
          new String(bytes, quote + 1, behind - quote - 2, StandardCharsets.UTF_8));
    }
    try (JsonParser parser = json.createParser(bytes, quote, behind - quote)) {
      parser.nextToken();
      return !wanted.contains(parser.getText());
    } catch (IOException e) {
      return false; // refused, too
    }
  }
}
