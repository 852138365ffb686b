package io.trailhound.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.local.LocalException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A file comes in, its records go out as bytes: of a {@code Records} array, or line by line. */
final class RecordFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordFile() {}

  static void read(Path file, Consumer<byte[]> records) {
    try {
      byte[] content = plain(Files.readAllBytes(file));
      JsonNode array = recordsOf(content);
      if (array == null) {
        lines(content, records);
        return;
      }
      for (JsonNode record : array) {
        records.accept(JSON.writeValueAsBytes(record));
      }
    } catch (IOException e) {
      throw new LocalException("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static byte[] plain(byte[] content) throws IOException {
    boolean gzip = content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
    if (!gzip) {
      return content;
    }
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return unzipped.readAllBytes();
    }
  }

  /** Null unless the whole content is one object with such an array. */
  private static JsonNode recordsOf(byte[] content) throws IOException {
    try {
      JsonNode records = JSON.readTree(content).path("Records");
      return records.isArray() ? records : null;
    } catch (JsonProcessingException notOneDocument) {
      return null;
    }
  }

  private static void lines(byte[] content, Consumer<byte[]> records) throws IOException {
    InputStream in = new BufferedInputStream(new ByteArrayInputStream(content));
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        line.write(next);
      } else {
        flush(line, records);
      }
    }
    flush(line, records);
  }

  private static void flush(ByteArrayOutputStream line, Consumer<byte[]> records) {
    if (line.size() > 0) {
      records.accept(line.toByteArray());
    }
    line.reset();
  }
}
