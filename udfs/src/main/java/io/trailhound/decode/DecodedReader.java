package io.trailhound.decode;

import io.trailhound.model.Decoded;
import java.io.IOException;
import java.io.InputStream;

/**
 * One file in, its events and dead letters out, one after the other, in constant memory: the file
 * is never held, only a window on it. Of records that begin in one line all have that line as their
 * position; {@link #ordinal} tells them apart.
 */
public final class DecodedReader implements AutoCloseable {
  private final InputStream in;
  private final Layers layers;
  private long ordinal;

  DecodedReader(Context context, Chunks chunks, InputStream in, String source) {
    this.in = in;
    layers = new Layers(context, chunks);
    layers.begin(in, source);
  }

  /**
   * The next event or dead letter; null at the end. Never throws: what can't be read is a dead
   * letter.
   */
  public Decoded next() {
    Decoded next = layers.next();
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
    layers.close();
    in.close();
  }
}
