package io.trailhound.job.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A file of JSON lines that the job wrote comes in, its documents go out. */
public final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  public static List<JsonNode> read(Path file) throws IOException {
    try (MappingIterator<JsonNode> lines =
        JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
      return lines.readAll();
    }
  }

  /** The same one by one, for files of any size. */
  public static void each(Path file, Consumer<JsonNode> reader) throws IOException {
    try (MappingIterator<JsonNode> lines =
        JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (lines.hasNextValue()) {
        reader.accept(lines.nextValue());
      }
    }
  }
}
