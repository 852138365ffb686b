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
 * written with half of its lists, and again, until it isn't.
 */
final class DocumentSize {
  private static final JsonFactory JSON = new JsonFactory();

  /** Of a character, in UTF-8. */
  private static final int MOST_BYTES = 3;

  private DocumentSize() {}

  /** Writes a document, each time the same. */
  @FunctionalInterface
  interface Writing {
    void to(EcsWriter json) throws IOException;
  }

  static String limited(Writing writing) {
    String document = written(writing, Seen.LIMIT);
    for (int most = Seen.LIMIT / 2; most > 0 && isTooLarge(document); most /= 2) {
      document = written(writing, most);
    }
    return isTooLarge(document) ? written(writing, 0) : document;
  }

  private static boolean isTooLarge(String document) {
    return document.length() > Caps.DOCUMENT / MOST_BYTES
        && Caps.utf8Length(document) > Caps.DOCUMENT;
  }

  private static String written(Writing writing, int most) {
    StringWriter text = new StringWriter(2048);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writing.to(new EcsWriter(json, most));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter doesn't fail
    }
    return text.toString();
  }
}
