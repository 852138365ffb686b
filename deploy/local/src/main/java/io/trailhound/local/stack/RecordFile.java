package io.trailhound.local.stack;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.local.LocalException;
import java.io.BufferedInputStream;
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
  private static final int GZIP = 0x1f8b;

  private RecordFile() {}

  static void read(Path file, Consumer<byte[]> records) {
    try {
      if (!readTrail(file, records)) {
        readLines(file, records);
      }
    } catch (IOException e) {
      throw new LocalException("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Returns whether the file is as CloudTrail writes it; nothing was sent of any other. */
  private static boolean readTrail(Path file, Consumer<byte[]> records) throws IOException {
    try (JsonParser parser = JSON.createParser(open(file))) {
      if (!beginsAsTrail(parser)) {
        return false;
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        records.accept(JSON.writeValueAsBytes(parser.readValueAsTree()));
      }
      return true;
    }
  }

  private static boolean beginsAsTrail(JsonParser parser) throws IOException {
    try {
      return parser.nextToken() == JsonToken.START_OBJECT
          && "Records".equals(parser.nextFieldName())
          && parser.nextToken() == JsonToken.START_ARRAY;
    } catch (JsonProcessingException notEvenJson) {
      return false;
    }
  }

  private static void readLines(Path file, Consumer<byte[]> records) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = open(file)) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          flush(line, records);
        } else {
          line.write(next);
        }
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

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    int start = in.read() << 8 | in.read();
    in.reset();
    return start == GZIP ? new BufferedInputStream(new GZIPInputStream(in)) : in;
  }
}
