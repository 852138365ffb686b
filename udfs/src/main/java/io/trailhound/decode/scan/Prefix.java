package io.trailhound.decode.scan;

/**
 * Where an object begins in, a hash of its first bytes out, behind those that all have: of who made
 * a call, type and id.
 */
public final class Prefix {
  /** Bytes that are looked at; shorter objects are read as quickly. */
  public static final int LENGTH = 128;

  private static final int FROM = 32;

  private Prefix() {}

  /** The same of all bytes before {@code to}, which are at least {@link #LENGTH}. */
  public static long hash(byte[] bytes, int from, int to) {
    return SharedTexts.hash(bytes, from, to - from);
  }

  public static long hash(byte[] bytes, int from) {
    long hash = LENGTH;
    for (int i = from + FROM; i < from + LENGTH; i += Words.SIZE) {
      hash = SharedTexts.mix(hash, Words.at(bytes, i));
    }
    return hash * SharedTexts.SPREAD;
  }
}
