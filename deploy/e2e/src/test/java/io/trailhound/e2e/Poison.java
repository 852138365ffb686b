package io.trailhound.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Records that are none, of every kind in turn; a random source comes in for what's in them. */
final class Poison {
  private static final int HUGE = 5_000_000;
  private static final int HUGE_ONE_IN = 400;

  private final Random random;
  private int number;

  Poison(Random random) {
    this.random = random;
  }

  byte[] next() {
    number++;
    if (number % HUGE_ONE_IN == 1) {
      return huge();
    }
    return switch (number % 3) {
      case 0 -> truncated();
      case 1 -> binary();
      default -> wrongTypes();
    };
  }

  private byte[] truncated() {
    byte[] whole = Filler.at(Instant.EPOCH, number);
    return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
  }

  /**
   * One line of what is neither JSON nor gzip nor base64: a message of two lines is two records.
   */
  private byte[] binary() {
    byte[] bytes = new byte[1 + random.nextInt(2000)];
    random.nextBytes(bytes);
    bytes[0] = (byte) 0x80;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' || bytes[i] == '\r' ? 0 : bytes[i];
    }
    return bytes;
  }

  private byte[] wrongTypes() {
    return String.format(
            Locale.ROOT,
            "{\"eventTime\":{\"is\":[%d]},\"eventSource\":7,\"eventName\":[],\"userIdentity\":\"x\"}",
            random.nextInt())
        .getBytes(UTF_8);
  }

  /** Larger than CloudTrail's largest record, and cut off. */
  private static byte[] huge() {
    byte[] bytes = new byte[HUGE];
    Arrays.fill(bytes, (byte) 'a');
    byte[] start = "{\"eventName\":\"".getBytes(UTF_8);
    System.arraycopy(start, 0, bytes, 0, start.length);
    return bytes;
  }
}
