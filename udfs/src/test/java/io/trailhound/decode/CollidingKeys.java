package io.trailhound.decode;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys out to which the JSON parser's table of names gives one and the same place, whatever its
 * seed is: anybody can work them out beforehand.
 */
public final class CollidingKeys {
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** What 33, by which the table multiplies the second half, gives 1 with. */
  private static final int INVERSE_OF_33 = 1041204193;

  private CollidingKeys() {}

  /** Of eight letters. */
  public static List<String> ofEight(int count) {
    List<String> keys = new ArrayList<>();
    for (int n = 0; keys.size() < count; n++) {
      int first = quad(n);
      int mixed = first + (first >>> 15);
      mixed ^= mixed >>> 9;
      String second = text((0x5eed - mixed) * INVERSE_OF_33);
      if (second.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)) {
        keys.add(text(first) + second);
      }
    }
    return keys;
  }

  /** Of sixty: behind the first twelve, the table adds up what stands there in fours. */
  public static List<String> ofSixty(int count) {
    List<String> keys = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        parts.add(text(quad(i)));
      }
      StringBuilder key = new StringBuilder("beginning...");
      for (int left = 12, rest = n; left > 0; rest /= left, left--) {
        key.append(parts.remove(rest % left));
      }
      keys.add(key.toString());
    }
    return keys;
  }

  /** An object in JSON that has the keys. */
  public static String object(List<String> keys) {
    return keys.stream().map(key -> '"' + key + "\":1").collect(joining(",", "{", "}"));
  }

  private static int quad(int number) {
    int quad = 0;
    for (int i = 0, rest = number; i < 4; i++, rest /= LETTERS.length()) {
      quad = quad << 8 | LETTERS.charAt(rest % LETTERS.length());
    }
    return quad;
  }

  private static String text(int quad) {
    char[] four = {
      (char) (quad >>> 24),
      (char) (quad >>> 16 & 0xff),
      (char) (quad >>> 8 & 0xff),
      (char) (quad & 0xff)
    };
    return String.valueOf(four);
  }
}
