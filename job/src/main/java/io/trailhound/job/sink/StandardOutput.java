package io.trailhound.job.sink;

import io.trailhound.alert.AlertFormat;
import io.trailhound.model.Alert;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Alerts come in; JSON lines go out on standard output, as into a file. */
public record StandardOutput(AlertFormat documents) implements Sink<Alert> {
  @Override
  public SinkWriter<Alert> createWriter(WriterInitContext context) {
    return new Writer(documents, System.out);
  }

  private record Writer(AlertFormat documents, PrintStream out) implements SinkWriter<Alert> {
    @Override
    public void write(Alert alert, Context context) throws IOException {
      // One call a line: several subtasks write to the same stream.
      byte[] line = (documents.toJson(alert) + "\n").getBytes(StandardCharsets.UTF_8);
      out.write(line, 0, line.length);
      if (out.checkError()) {
        throw new IOException("standard output can't be written");
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
