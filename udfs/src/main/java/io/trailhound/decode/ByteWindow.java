package io.trailhound.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A message or a stream in, a window of bytes out that moves forward over it: constant memory for
 * input of any length. Offsets of its methods count from the window's start. Never throws: a failed
 * read is the end of the input, kept in {@link #failure}.
 */
final class ByteWindow {
  private static final byte[] NOTHING = {};

  /** Some JVMs can't have a longer array. */
  private static final long LARGEST = Integer.MAX_VALUE - 8;

  byte[] buffer = NOTHING;
  int pos;
  int end;

  /** How far it has moved, in all. */
  long moved;

  /** Line of {@link #pos}, from 1. */
  long line;

  /** What ended the input early, or null. */
  IOException failure;

  private final Chunks chunks;

  /** What streams are read into; null before the first. */
  private byte[] chunk;

  /** Of {@link #chunk}, by streams before. */
  private int used;

  private InputStream in;

  ByteWindow(Chunks chunks) {
    this.chunks = chunks;
  }

  /** Reads {@code message} where it is, without a copy and without changing it. */
  void wrap(byte[] message) {
    leave();
    start(null, message, 0, message.length);
  }

  /** Reads {@code stream} behind what was read of those before. */
  void open(InputStream stream) {
    leave();
    if (chunk == null || used > chunk.length / 2) {
      close();
      chunk = chunks.take();
      used = 0;
    }
    start(stream, chunk, used, used);
  }

  private void leave() {
    if (buffer == chunk) {
      used = end;
    }
  }

  /** Nothing is read any more; what was read may still be looked at. */
  void close() {
    if (chunk != null) {
      chunks.end(chunk);
      chunk = null;
    }
  }

  private void start(InputStream stream, byte[] bytes, int from, int to) {
    in = stream;
    buffer = bytes;
    pos = from;
    end = to;
    line = 1;
    moved = 0;
    failure = null;
  }

  int available() {
    return end - pos;
  }

  /** The byte at {@code i}, reading on when needed; -1 behind the end. */
  int at(int i) {
    while (i >= end - pos) {
      if (!fill()) {
        return -1;
      }
    }
    return buffer[pos + i] & 0xff;
  }

  /** Whether {@code text}, of ASCII, stands at {@code from}; reads on when needed. */
  boolean startsWith(int from, String text) {
    for (int k = 0; k < text.length(); k++) {
      if (at(from + k) != text.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /** Reads on; false at the end of the input. */
  boolean fill() {
    if (in == null) {
      return false;
    }
    makeRoom();
    try {
      if (end == buffer.length) {
        throw new IOException("nothing ends within " + available() + " bytes");
      }
      int n = in.read(buffer, end, buffer.length - end);
      if (n > 0) {
        end += n;
        return true;
      }
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = new IOException(e);
    }
    in = null;
    return false;
  }

  private void makeRoom() {
    if (end < buffer.length) {
      return;
    }
    int rest = available();
    byte[] next =
        rest > Chunks.SIZE / 2 ? new byte[(int) Math.min(2L * rest, LARGEST)] : chunks.take();
    System.arraycopy(buffer, pos, next, 0, rest);
    close();
    chunk = next;
    buffer = next;
    pos = 0;
    end = rest;
  }

  /** Moves on, with the lines that lie between already counted. */
  void advance(int bytes, int lines) {
    pos += bytes;
    moved += bytes;
    line += lines;
  }

  /** Moves on and counts lines. */
  void skip(int bytes) {
    for (int i = pos; i < pos + bytes; i++) {
      if (buffer[i] == '\n') {
        line++;
      }
    }
    pos += bytes;
    moved += bytes;
  }

  byte[] copy(int length) {
    return Arrays.copyOfRange(buffer, pos, pos + length);
  }
}
