package io.trailhound.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.trailhound.detect.Seen;
import io.trailhound.model.Caps;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * What writes a document in, the document out. What would be larger than {@link Caps#DOCUMENT} is
 * written with half of its lists, and again, until it isn't. Where one element of each is still too
 * much, values are cut shorter, and lists begin anew.
 */
final class DocumentSize {
  private static final JsonFactory JSON = new JsonFactory();

  /** Of a character, in UTF-8. */
  private static final int MOST_BYTES = 3;

  /** Times, ids and addresses are shorter than that: they're never cut. */
  private static final int SHORTEST = 64;

  private DocumentSize() {}

  /** Writes a document, each time the same. */
  @FunctionalInterface
  interface Writing {
    void to(EcsWriter json) throws IOException;
  }

  static String limited(Writing writing) {
    for (int longest = Caps.VALUE; longest >= SHORTEST; longest /= 4) {
      for (int most = Seen.LIMIT; most > 0; most /= 2) {
        String document = written(writing, most, longest);
        if (!isTooLarge(document)) {
          return document;
        }
      }
    }
    return written(writing, 0, SHORTEST);
  }

  private static boolean isTooLarge(String document) {
    return document.length() > Caps.DOCUMENT / MOST_BYTES
        && Caps.utf8Length(document) > Caps.DOCUMENT;
  }

  private static String written(Writing writing, int most, int longest) {
    StringWriter text = new StringWriter(2048);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writing.to(new EcsWriter(json, most, longest));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter doesn't fail
    }
    return text.toString();
  }
}
