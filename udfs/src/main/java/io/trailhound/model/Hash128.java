package io.trailhound.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Strings or bytes in, 32 hex digits out: the first 128 bits of SHA-256. Ids of alerts, and of
 * records that carry none, are made with it, so that the same input has the same id in every run. A
 * cryptographic hash because part of what is hashed is written by the people we watch.
 */
public final class Hash128 {
  private static final int BYTES = 16;

  private Hash128() {}

  /**
   * Every part is hashed behind its length, so {@code ("ab", "c")} and {@code ("a", "bc")} differ.
   */
  public static String hex(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      if (part == null) {
        update(digest, -1);
        continue;
      }
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      update(digest, bytes.length);
      digest.update(bytes);
    }
    return hex(digest);
  }

  /** Hashes {@code length} bytes from {@code offset}. */
  public static String hex(byte[] bytes, int offset, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes, offset, length);
    return hex(digest);
  }

  private static void update(MessageDigest digest, int value) {
    digest.update((byte) (value >>> 24));
    digest.update((byte) (value >>> 16));
    digest.update((byte) (value >>> 8));
    digest.update((byte) value);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
