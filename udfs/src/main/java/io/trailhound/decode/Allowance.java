package io.trailhound.decode;

/**
 * How much may come out of gzip: what was taken and given goes in, a refusal out. One for all that
 * is packed in each other, or packing twice would get round it.
 */
final class Allowance {
  private final long always;
  private final long ratio;
  private long packed;
  private long unpacked;

  /** Who counts what is packed: gzip within it is unpacked already. */
  private Object outermost;

  /**
   * @param always unpacked bytes that may come out in any case
   * @param ratio what unpacked to packed may be beyond them; 0 to give no more
   */
  Allowance(long always, long ratio) {
    this.always = always;
    this.ratio = ratio;
  }

  /** Counts bytes that {@code reader} read. */
  void read(Object reader, long bytes) {
    outermost = outermost == null ? reader : outermost;
    packed += outermost.equals(reader) ? bytes : 0;
  }

  /** Packed bytes read so far; 0 of what isn't packed. */
  long packed() {
    return packed;
  }

  /**
   * Counts bytes that came out.
   *
   * @throws GzipException.Bomb when they are too many
   */
  void gave(long bytes) throws GzipException.Bomb {
    unpacked += bytes;
    if (unpacked > always && unpacked > ratio * Math.max(packed, 1)) {
      throw new GzipException.Bomb(packed + " packed bytes unpack to more than " + unpacked);
    }
  }
}
