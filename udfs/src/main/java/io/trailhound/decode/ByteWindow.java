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
  private static final int FIRST_SIZE = 1 << 17;
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

  private byte[] own;
  private InputStream in;

  /** Reads {@code message} where it is, without a copy and without changing it. */
  void wrap(byte[] message) {
    start(null, message, message.length);
  }

  void open(InputStream stream) {
    if (own == null) {
      own = new byte[FIRST_SIZE];
    }
    start(stream, own, 0);
  }

  private void start(InputStream stream, byte[] bytes, int length) {
    in = stream;
    buffer = bytes;
    pos = 0;
    end = length;
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
        throw new IOException("nothing ends within " + end + " bytes");
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
    if (pos >= buffer.length / 2) {
      System.arraycopy(buffer, pos, buffer, 0, end - pos);
      end -= pos;
      pos = 0;
    } else {
      byte[] larger = new byte[(int) Math.min(2L * buffer.length, LARGEST)];
      System.arraycopy(buffer, pos, larger, 0, end - pos);
      own = larger;
      buffer = larger;
      end -= pos;
      pos = 0;
    }
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
