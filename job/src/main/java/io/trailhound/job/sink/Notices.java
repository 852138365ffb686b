package io.trailhound.job.sink;

import io.trailhound.model.DeadLetter;
import io.trailhound.text.TerminalText;
import java.io.PrintStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Dead letters or late events that nobody wants in a file come in; the first few go out on standard
 * error, so that nothing goes without a word. The line of progress counts them all.
 *
 * @param what they are called: {@code dead letter}
 * @param key of the configuration that keeps them in a file
 */
public record Notices(String what, String key) implements Sink<DeadLetter> {
  private static final int SHOWN = 3;

  @Override
  public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
    return new Writer(this, System.err);
  }

  private static final class Writer implements SinkWriter<DeadLetter> {
    private final Notices notices;
    private final PrintStream err;
    private int count;

    Writer(Notices notices, PrintStream err) {
      this.notices = notices;
      this.err = err;
    }

    @Override
    public void write(DeadLetter letter, Context context) {
      count++;
      if (count <= SHOWN) {
        err.println(
            TerminalText.escape(
                "%s: %s: %s".formatted(notices.what, letter.source(), letter.detail())));
      } else if (count == SHOWN + 1) {
        err.println("More of these are only counted; --" + notices.key + " FILE keeps them all.");
      }
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
