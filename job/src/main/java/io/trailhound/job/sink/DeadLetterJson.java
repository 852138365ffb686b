package io.trailhound.job.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.trailhound.model.DeadLetter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;

/** A dead letter or late event in, the line of JSON of docs/contract.md section 6 out. */
public final class DeadLetterJson implements EncodeLine<DeadLetter> {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String encode(DeadLetter letter) {
    byte[] raw = letter.raw() == null ? new byte[0] : letter.raw();
    StringWriter text = new StringWriter(256 + raw.length * 4 / 3);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("reason", letter.reason());
      json.writeStringField("detail", letter.detail());
      json.writeStringField("source", letter.source());
      json.writeStringField("raw", Base64.getEncoder().encodeToString(raw));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter doesn't fail
    }
    return text.toString();
  }
}
