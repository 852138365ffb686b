package io.trailhound.decode;

import java.io.InputStream;

/** The same bytes many times, held once. */
public final class Repeated extends InputStream {
  /** Copied at once; a byte at a time, hundreds of megabytes would take seconds. */
  private static final int BLOCK = 8_192;

  private final byte[] unit;
  private final long length;
  private long at;

  public Repeated(byte[] unit, long times) {
    this.unit = block(unit);
    this.length = unit.length * times;
  }

  private static byte[] block(byte[] unit) {
    byte[] block = new byte[unit.length * Math.max(1, BLOCK / Math.max(1, unit.length))];
    for (int i = 0; i < block.length; i += unit.length) {
      System.arraycopy(unit, 0, block, i, unit.length);
    }
    return block;
  }

  @Override
  public int read() {
    return at < length ? unit[(int) (at++ % unit.length)] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int most) {
    if (most == 0) {
      return 0;
    }
    int n = 0;
    while (n < most && at < length) {
      int from = (int) (at % unit.length);
      int piece = (int) Math.min(Math.min(most - n, unit.length - from), length - at);
      System.arraycopy(unit, from, target, offset + n, piece);
      n += piece;
      at += piece;
    }
    return n == 0 ? -1 : n;
  }
}
