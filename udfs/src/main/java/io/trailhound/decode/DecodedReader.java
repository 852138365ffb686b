package io.trailhound.decode;

import io.trailhound.model.Decoded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;

/**
 * One file in, its events and dead letters out, one after the other, in constant memory: the file
 * is never held, only a window on it. Of records that begin in one line all have that line as their
 * position; {@link #ordinal} tells them apart.
 */
public final class DecodedReader implements AutoCloseable {
  private final ByteWindow window = new ByteWindow();
  private final Outlet outlet = new Outlet();
  private final ArrayDeque<Decoded> waiting = new ArrayDeque<>();
  private final InputStream in;
  private final Splitter splitter;
  private boolean ended;
  private long ordinal;

  DecodedReader(Context context, InputStream in, String source) {
    outlet.open(source, 1, waiting::add);
    splitter = new Splitter(context, window, outlet, 0);
    splitter.restart(new byte[0]);
    window.open(in);
    if (window.at(0) == 0x1f && window.at(1) == 0x8b) {
      InputStream all =
          new SequenceInputStream(new ByteArrayInputStream(window.copy(window.available())), in);
      DecodeLimits limits = context.limits();
      this.in = new GzipMembers(all, limits.maxMessageBytes(), limits.maxRatio());
      window.open(this.in);
    } else {
      this.in = in;
    }
  }

  /**
   * The next event or dead letter; null at the end. Never throws: what can't be read is a dead
   * letter.
   */
  public Decoded next() {
    while (waiting.isEmpty() && !ended) {
      if (splitter.hasNext()) {
        outlet.position = window.line;
        splitter.next();
      } else {
        outlet.position = window.line;
        splitter.end();
        ended = true;
      }
    }
    Decoded next = waiting.poll();
    if (next != null) {
      ordinal++;
    }
    return next;
  }

  /**
   * How many outputs {@link #next} has given so far. The same file gives the same outputs in the
   * same order, so a reader that skips so many continues where another one stopped.
   */
  public long ordinal() {
    return ordinal;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
