package io.trailhound.decode;

import java.util.Base64;
import java.util.function.Consumer;

/**
 * Text that an envelope carries in, what it holds out: a document inside a string, or base64 of
 * (usually packed) documents.
 */
final class Texts {
  /** Characters that hold what is looked at, three bytes. */
  private static final int HEAD = 4;

  private final Outlet outlet;
  private final Consumer<byte[]> nested;

  Texts(Outlet outlet, Consumer<byte[]> nested) {
    this.outlet = outlet;
    this.nested = nested;
  }

  /** Whether base64 begins here, of gzip or of a document. */
  static boolean isBase64(ByteWindow window) {
    byte[] text = new byte[HEAD];
    for (int i = 0; i < HEAD; i++) {
      text[i] = (byte) window.at(i);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length == HEAD - 1 && begins(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static boolean begins(int first, int second, int third) {
    return switch (first) {
      case '{' -> second == '"' || CompactJson.isBlank(second);
      case '[' -> second == '{' || CompactJson.isBlank(second);
      case '\n', '\r', ' ' -> second == '{' || third == '{';
      case 0xef -> second == 0xbb && third == 0xbf; // a byte order mark
      case 0x1f -> second == 0x8b && third == 8; // gzip
      default -> false;
    };
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
