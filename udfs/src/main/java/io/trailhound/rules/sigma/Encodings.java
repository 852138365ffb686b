package io.trailhound.rules.sigma;

import io.trailhound.rules.condition.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The forms in which a text may stand in an event, for the encoding modifiers. */
final class Encodings {
  /** As pySigma finds them: not behind a letter or digit, and before one. */
  private static final Pattern OPTION =
      Pattern.compile("\\B[-/–—―]\\b", Pattern.UNICODE_CHARACTER_CLASS);

  private Encodings() {}

  static String base64(String text, String charset) {
    return Base64.getEncoder().encodeToString(bytes(text, charset));
  }

  /** {@code utf16} alone has a byte order mark. */
  private static byte[] bytes(String text, String charset) {
    return switch (charset) {
      case "utf16" -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
      case "utf16le", "wide" -> text.getBytes(StandardCharsets.UTF_16LE);
      case "utf16be" -> text.getBytes(StandardCharsets.UTF_16BE);
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** The three texts, one of which any base64 of something that contains {@code text} contains. */
  static List<String> base64offset(String text, String charset) {
    int[] start = {0, 2, 3};
    int[] cut = {0, 3, 2};
    byte[] bytes = bytes(text, charset);
    List<String> forms = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      byte[] shifted = new byte[offset + bytes.length];
      System.arraycopy(bytes, 0, shifted, offset, bytes.length);
      String encoded = Base64.getEncoder().encodeToString(shifted);
      int end = encoded.length() - cut[shifted.length % 3];
      forms.add(encoded.substring(start[offset], Math.max(end, start[offset])));
    }
    return forms;
  }

  /** The tokens of a {@link Glob} with each dash that begins an option standing for every dash. */
  static String windash(String tokens) {
    return OPTION.matcher(tokens).replaceAll(String.valueOf(Glob.DASH));
  }
}
