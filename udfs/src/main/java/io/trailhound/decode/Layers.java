package io.trailhound.decode;

import io.trailhound.model.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A message or a file in, its events and dead letters out, one after the other and never more than
 * a few at a time: what an envelope carries is a layer of its own, which is read before the rest of
 * the layer around it. The buffers serve the next message.
 */
final class Layers {
  /** Envelope in envelope, gzip in gzip. */
  static final int DEEPEST = 4;

  private final Context context;
  private final DecodeLimits limits;
  private final Chunks chunks;
  private final Outlet outlet = new Outlet();
  private final List<Layer> layers = new ArrayList<>();

  /** How many of {@link #layers} are being read. */
  private int open;

  /** How many of {@link #open} are no message: the file, which may be of any length. */
  private int endless;

  private Allowance unpacked;
  private long documents;

  /**
   * @param chunks what is unpacked, and files, are read into
   */
  Layers(Context context, Chunks chunks) {
    this.context = context;
    this.chunks = chunks;
    this.limits = context.limits();
  }

  /** Begins with a message, at its position in {@code source}. */
  void begin(byte[] message, String source, long position) {
    outlet.open(source, position);
    open = 0;
    endless = 0;
    carried(message);
  }

  /** Begins with a file; positions are its lines. */
  void begin(InputStream file, String source) {
    outlet.open(source, 1);
    endless = 1;
    next(0).begin(file, DEEPEST);
  }

  /** The next event or dead letter; null at the end. */
  Decoded next() {
    while (outlet.isEmpty() && open > 0) {
      Layer layer = layers.get(open - 1);
      if (open > endless && ++documents > limits.maxDocuments()) {
        giveUp();
      } else if (!layer.step()) {
        end();
      }
    }
    return outlet.poll();
  }

  private Layer next(int index) {
    if (index == layers.size()) {
      layers.add(new Layer(context, chunks, outlet, this::carried));
    }
    open = index + 1;
    return layers.get(index);
  }

  /** A message begins, or something that one carries. */
  private void carried(byte[] content) {
    if (open > endless + DEEPEST) {
      outlet.dead(Reasons.TOO_DEEP, "envelopes in envelopes", content);
      return;
    }
    if (open == endless) {
      unpacked = new Allowance(limits.maxMessageBytes(), 0);
      documents = 0;
      outlet.expect(limits.maxLetters());
    }
    next(open).begin(content, unpacked, DEEPEST);
  }

  /** A message that would never end is told of as a whole. */
  private void giveUp() {
    byte[] message = layers.get(endless).whole();
    outlet.surplus(message);
    outlet.dead(
        Reasons.TOO_MANY,
        "more than " + limits.maxDocuments() + " documents in one message; the rest was not read",
        message);
    while (open > endless) {
      open--;
      close(layers.get(open));
    }
  }

  private void end() {
    open--;
    if (open < endless) {
      outlet.surplusOfFile();
      return; // the file is its reader's to close
    }
    Layer ended = layers.get(open);
    if (open == endless) {
      outlet.surplus(ended.whole());
    }
    close(ended);
  }

  private static void close(Layer layer) {
    try {
      layer.close();
    } catch (IOException e) {
      throw new IllegalStateException("an array can't fail to close", e);
    }
  }

  /** Closes a file, read to its end or not. */
  void close() throws IOException {
    for (Layer layer : layers) {
      layer.release();
      layer.close();
    }
  }
}
