package io.trailhound.job.cli;

import io.trailhound.model.Alert;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Alerts come in; a list for people goes out on the terminal.
 *
 * @param overProgress whether a line of progress may stand where the next alert goes
 */
record TerminalSink(AlertLines lines, boolean overProgress) implements Sink<Alert> {
  @Override
  public SinkWriter<Alert> createWriter(WriterInitContext context) {
    return new Writer(lines, overProgress ? Progress.RENEW : "", System.out);
  }

  private record Writer(AlertLines lines, String before, PrintStream out)
      implements SinkWriter<Alert> {
    @Override
    public void write(Alert alert, Context context) throws IOException {
      out.print(before + lines.of(alert));
      if (out.checkError()) {
        throw new IOException("standard output can't be written");
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      out.flush();
    }

    @Override
    public void close() {}
  }
}
