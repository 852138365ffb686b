package io.trailhound.decode;

import io.trailhound.model.Decoded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** One message at a time in, its events and dead letters out; its buffers serve the next one. */
final class MessageReader {
  private final ByteWindow window = new ByteWindow();
  private final Outlet outlet = new Outlet();
  private final long maxBytes;
  private final Splitter splitter;

  MessageReader(Context context, int depth) {
    maxBytes = context.limits().maxMessageBytes();
    splitter = new Splitter(context, window, outlet, depth);
  }

  void read(byte[] message, String source, long position, Consumer<Decoded> out) {
    outlet.open(source, position, out);
    read(message);
  }

  /** Reads what an envelope carried, for the envelope's outlet; returns the number of outputs. */
  long nested(byte[] message, Outlet outer) {
    outer.lend(outlet);
    read(message);
    return outlet.passed;
  }

  private void read(byte[] message) {
    if (!isGzip(message)) {
      window.wrap(message);
      readAll(message);
      return;
    }
    try (GzipMembers unpacked = new GzipMembers(new ByteArrayInputStream(message), maxBytes, 0)) {
      window.open(unpacked);
      readAll(message);
    } catch (IOException e) {
      throw new IllegalStateException("an array can't fail to close", e);
    }
  }

  private void readAll(byte[] message) {
    splitter.restart(message);
    while (splitter.hasNext()) {
      splitter.next();
    }
    splitter.end();
    if (outlet.passed == 0) {
      outlet.dead(Reasons.NO_RECORDS, "the message is blank", message);
    }
  }

  static boolean isGzip(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }
}
