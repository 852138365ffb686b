package io.trailhound.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One run of the benchmarks, as it's written into a file.
 *
 * @param date day, UTC
 * @param command how to repeat it
 * @param bytesPerEvent of the input on average
 */
public record Results(
    String date,
    String command,
    Machine machine,
    long events,
    double bytesPerEvent,
    int rounds,
    List<Row> rows,
    List<Figure> figures) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }
}
