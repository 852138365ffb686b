package io.trailhound.fuzz;

import io.trailhound.decode.TestDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes in, the same damaged out: bits, cuts, repeats, pieces of others. */
final class Damage {
  private static final byte[] SPECIAL = TestDecoder.bytes("{}[]\",:\\\n 0\u0000\u001f");

  private final Random random;

  /** What pieces are taken from. */
  private final List<byte[]> others;

  Damage(Random random, List<byte[]> others) {
    this.random = random;
    this.others = others;
  }

  byte[] of(byte[] whole) {
    byte[] bytes = whole;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      bytes = bytes.length == 0 ? whole : once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    int a = random.nextInt(bytes.length);
    int b = a + random.nextInt(bytes.length - a);
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, a);
      case 1 -> Arrays.copyOf(bytes, a);
      case 2 -> Arrays.copyOfRange(bytes, a, bytes.length);
      case 3 -> joined(Arrays.copyOf(bytes, b), Arrays.copyOfRange(bytes, a, bytes.length));
      case 4 -> joined(Arrays.copyOf(bytes, a), Arrays.copyOfRange(bytes, b, bytes.length));
      default -> spliced(bytes, a);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] =
        random.nextBoolean() ? SPECIAL[random.nextInt(SPECIAL.length)] : (byte) random.nextInt();
    return copy;
  }

  private byte[] spliced(byte[] bytes, int at) {
    byte[] other = others.get(random.nextInt(others.size()));
    return joined(
        Arrays.copyOf(bytes, at),
        Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
