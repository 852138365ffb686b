package io.trailhound.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The forms in which a text may stand in an event, for the encoding modifiers. */
final class Encodings {
  private static final String DASHES = "-/\u2013\u2014\u2015";

  private Encodings() {}

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The three texts, one of which any base64 of something that contains {@code text} contains. */
  static List<String> base64offset(String text) {
    int[] start = {0, 2, 3};
    int[] cut = {0, 3, 2};
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
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

  /** The text with each dash that begins an option replaced by every dash Windows takes. */
  static List<String> windash(String text) {
    List<String> forms = new ArrayList<>();
    for (int d = 0; d < DASHES.length(); d++) {
      StringBuilder form = new StringBuilder(text);
      for (int i = 0; i < form.length(); i++) {
        boolean option = i == 0 || Character.isWhitespace(form.charAt(i - 1));
        if (option && DASHES.indexOf(form.charAt(i)) >= 0) {
          form.setCharAt(i, DASHES.charAt(d));
        }
      }
      if (!forms.contains(form.toString())) {
        forms.add(form.toString());
      }
    }
    return forms;
  }
}
