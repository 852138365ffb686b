package io.trailhound.decode;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip in, the unpacked bytes out, through all members of the file one after the other. Unlike
 * {@code GZIPInputStream} it doesn't depend on {@code available()} to find the next member and
 * doesn't swallow what follows the last one: anything but padding there is an error.
 */
final class GzipMembers extends InputStream {
  private static final int LONGEST_NAME = 1 << 20;

  private final InputStream in;
  private final Allowance unpacked;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] packed = new byte[1 << 15];
  private int pos;
  private int end;
  private boolean inMember;
  private boolean first = true;

  /** What ended the packed bytes early, behind those that are still to be read. */
  private IOException failure;

  /**
   * @param unpacked how much may come out
   */
  GzipMembers(InputStream in, Allowance unpacked) {
    this.in = in;
    this.unpacked = unpacked;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (length > 0) {
      if (!inMember && !nextMember()) {
        return -1;
      }
      int n = inflate(target, offset, length);
      if (n > 0) {
        crc.update(target, offset, n);
        unpacked.gave(n);
        return n;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new GzipException("the gzip data need a dictionary");
      } else {
        more();
      }
    }
    return 0;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw new GzipException("the gzip data are broken: " + e.getMessage());
    }
  }

  private void more() throws IOException {
    if (!fill()) {
      throw cutOff();
    }
    inflater.setInput(packed, pos, end - pos);
    pos = end;
  }

  private void endMember() throws IOException {
    pos = end - inflater.getRemaining();
    long stated = littleEndian(4);
    if (stated != crc.getValue()) {
      throw new GzipException("the gzip checksum doesn't match: the file is damaged");
    }
    if (littleEndian(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new GzipException("the gzip length doesn't match: the file is damaged");
    }
    inMember = false;
  }

  private long littleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  private boolean nextMember() throws IOException {
    int id = skipPadding();
    if (id < 0) {
      return false;
    }
    if (id != 0x1f || next() != 0x8b || next() != 8) {
      throw new GzipException("bytes that are no gzip follow the gzip data");
    }
    int flags = next();
    skip(6);
    if ((flags & 4) != 0) {
      skip((int) littleEndian(2));
    }
    if ((flags & 8) != 0) {
      skipText();
    }
    if ((flags & 16) != 0) {
      skipText();
    }
    if ((flags & 2) != 0) {
      skip(2);
    }
    beginMember();
    return true;
  }

  private void beginMember() {
    inflater.reset();
    crc.reset();
    inflater.setInput(packed, pos, end - pos);
    pos = end;
    inMember = true;
    first = false;
  }

  /** Tapes and block devices pad with zeros; Firehose may put a line break between records. */
  private int skipPadding() throws IOException {
    int b = nextOrEnd();
    while ((b == 0 || b == '\n') && !first) {
      b = nextOrEnd();
    }
    return b;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    int left = LONGEST_NAME;
    while (next() != 0) {
      if (--left == 0) {
        throw new GzipException("the gzip header has no end");
      }
    }
  }

  private int next() throws IOException {
    int b = nextOrEnd();
    if (b < 0) {
      throw cutOff();
    }
    return b;
  }

  private static EOFException cutOff() {
    return new EOFException("the gzip data are cut off");
  }

  private int nextOrEnd() throws IOException {
    return pos < end || fill() ? packed[pos++] & 0xff : -1;
  }

  /**
   * Reads a whole block, however few bytes come at a time: what may come out depends on how many
   * were read, and a file has to give the same each time.
   */
  private boolean fill() throws IOException {
    pos = 0;
    end = 0;
    try {
      for (int n = 1; failure == null && n > 0 && end < packed.length; end += Math.max(n, 0)) {
        n = in.read(packed, end, packed.length - end);
      }
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = new IOException(e);
    }
    if (end == 0 && failure != null) {
      throw failure;
    }
    unpacked.read(this, end);
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
