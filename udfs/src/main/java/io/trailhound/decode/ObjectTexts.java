package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A text in, the bytes of the JSON object that it is out, as Athena keeps one in a column. */
final class ObjectTexts {
  private final Utf8Json json;
  private final StrangeKeys strangeKeys;

  /** After {@link #holds}: the object. */
  byte[] bytes;

  /** After {@link #holds}: the same, for {@link Utf8Json#forgetful}. */
  byte[] readable;

  ObjectTexts(Utf8Json json, StrangeKeys strangeKeys) {
    this.json = json;
    this.strangeKeys = strangeKeys;
  }

  /** Whether it is a whole one: of what breaks off, nothing counts. */
  boolean holds(String text) {
    String object = text.strip();
    if (!object.startsWith("{")) {
      return false;
    }
    byte[] escaped = object.getBytes(StandardCharsets.UTF_8);
    byte[] whole = Halves.replaced(escaped, 0, escaped.length);
    bytes = whole == null ? escaped : whole;
    try (JsonParser parser = json.createParser(bytes)) {
      readable = bytes;
      return isWhole(parser);
    } catch (RecordParser.CollidingNames e) {
      return holdsStrangeKeys();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean holdsStrangeKeys() {
    readable = strangeKeys.covered(bytes, 0, bytes.length);
    try (JsonParser parser = json.forgetful(readable)) {
      return readable.length == bytes.length && isWhole(parser);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isWhole(JsonParser parser) throws IOException {
    parser.nextToken();
    parser.skipChildren();
    return parser.nextToken() == null;
  }
}
