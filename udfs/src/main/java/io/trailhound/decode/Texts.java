package io.trailhound.decode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Text that an envelope carries in, what it holds out: a document inside a string, or base64 of
 * (usually packed) documents.
 */
final class Texts {
  /** Base64 of the gzip header. */
  private static final byte[] PACKED = "H4sI".getBytes(StandardCharsets.US_ASCII);

  /** Base64 of <code>{"</code>. */
  private static final byte[] OBJECT = "eyJ".getBytes(StandardCharsets.US_ASCII);

  private final Outlet outlet;
  private final Consumer<byte[]> nested;

  Texts(Outlet outlet, Consumer<byte[]> nested) {
    this.outlet = outlet;
    this.nested = nested;
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

  /** Takes one line of base64. */
  void takeBase64(byte[] line) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(line);
    } catch (IllegalArgumentException e) {
      outlet.dead(Reasons.BROKEN_BASE64, e.getMessage(), line);
      return;
    }
    nested.accept(bytes);
  }
}
