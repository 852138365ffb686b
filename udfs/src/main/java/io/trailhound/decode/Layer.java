package io.trailhound.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.Consumer;

/**
 * One message, file or text of an envelope in, its outputs step by step out. What is packed is
 * unpacked first, as often as it was packed.
 */
final class Layer {
  final ByteWindow window;

  private final DecodeLimits limits;
  private final Outlet outlet;
  private final Splitter splitter;

  /** Null for a file, which isn't held. */
  private byte[] whole;

  private InputStream in;
  private long start;

  /**
   * @param nested takes what an envelope carries
   */
  Layer(Context context, Chunks chunks, Outlet outlet, Consumer<byte[]> nested) {
    window = new ByteWindow(chunks);
    limits = context.limits();
    this.outlet = outlet;
    splitter = new Splitter(context, window, outlet, nested);
  }

  /**
   * Begins with a message or with what an envelope carried.
   *
   * @param unpacked may still come out of gzip, all layers of the message together
   */
  void begin(byte[] message, Allowance unpacked, int deepest) {
    whole = message;
    start = outlet.passed;
    in = null;
    splitter.restart(message);
    if (isGzip(message)) {
      unpack(new GzipMembers(new ByteArrayInputStream(message), unpacked), unpacked, deepest - 1);
    } else {
      window.wrap(message);
    }
  }

  void begin(InputStream file, int deepest) {
    whole = null;
    start = outlet.passed;
    splitter.restart(new byte[0]);
    Allowance unpacked = new Allowance(limits.maxMessageBytes(), limits.maxRatio());
    outlet.expectOfFile(limits.maxLetters(), unpacked);
    unpack(file, unpacked, deepest);
  }

  private void unpack(InputStream packed, Allowance unpacked, int deepest) {
    in = packed;
    window.open(in);
    for (int left = deepest; window.at(0) == 0x1f && window.at(1) == 0x8b; left--) {
      if (left == 0) {
        outlet.dead(Reasons.TOO_DEEP, "gzip in gzip", whole == null ? new byte[0] : whole);
        window.wrap(new byte[0]);
        return;
      }
      byte[] ahead = window.copy(window.available());
      in = new GzipMembers(new SequenceInputStream(new ByteArrayInputStream(ahead), in), unpacked);
      window.open(in);
    }
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  /** Reads one document, or a piece of one; false at the end. */
  boolean step() {
    boolean more = splitter.hasNext();
    if (whole == null) {
      outlet.position = window.line;
    }
    if (more) {
      splitter.next();
      return true;
    }
    splitter.end();
    if (whole != null && outlet.passed == start) {
      outlet.dead(Reasons.NO_RECORDS, "the message is blank", whole);
    }
    return false;
  }

  byte[] whole() {
    return whole;
  }

  /** Gives up what messages were unpacked into. */
  void release() {
    window.close();
  }

  void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
