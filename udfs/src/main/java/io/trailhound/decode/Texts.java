package io.trailhound.decode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Text that an envelope carries in, what it holds out: a document inside a string, or base64 of
 * (usually packed) documents.
 */
final class Texts {
  private static final int MAX_DEPTH = 4;

  /** Base64 of the gzip header. */
  private static final byte[] PACKED = "H4sI".getBytes(StandardCharsets.US_ASCII);

  /** Base64 of <code>{"</code>. */
  private static final byte[] OBJECT = "eyJ".getBytes(StandardCharsets.US_ASCII);

  private final Context context;
  private final Outlet outlet;
  private final int depth;
  private MessageReader inner;

  Texts(Context context, Outlet outlet, int depth) {
    this.context = context;
    this.outlet = outlet;
    this.depth = depth;
  }

  static boolean isBase64(ByteWindow window) {
    return starts(window, PACKED) || starts(window, OBJECT);
  }

  private static boolean starts(ByteWindow window, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (window.at(i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /** Takes a text as if it were a message of its own at the same position. */
  void take(byte[] text) {
    if (depth == MAX_DEPTH) {
      outlet.dead(Reasons.TOO_DEEP, "envelopes in envelopes", text);
      return;
    }
    if (inner == null) {
      inner = new MessageReader(context, depth + 1);
    }
    outlet.passed += inner.nested(text, outlet);
  }

  /** Takes one line of base64. */
  void takeBase64(byte[] line) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(line);
    } catch (IllegalArgumentException e) {
      outlet.dead(Reasons.BROKEN_BASE64, e.getMessage(), line);
      return;
    }
    take(bytes);
  }
}
