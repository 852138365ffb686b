package io.trailhound.decode;

import java.io.InputStream;

/** The same bytes many times, held once. */
public final class Repeated extends InputStream {
  private final byte[] unit;
  private final long length;
  private long at;

  public Repeated(byte[] unit, long times) {
    this.unit = unit;
    this.length = unit.length * times;
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
