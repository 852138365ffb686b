package io.trailhound.decode;

/**
 * Characters in, a String out, the same instance for a value met lately: names, regions and ARNs
 * repeat from record to record. It saves the copy, and the rules behind find the hash of the String
 * already computed. Fixed size; a newcomer replaces whoever had its place.
 */
final class StringCache {
  private static final int SIZE = 4096;
  private static final int LONGEST = 160;

  private final String[] entries = new String[SIZE];

  String get(char[] chars, int offset, int length) {
    if (length > LONGEST) {
      return new String(chars, offset, length);
    }
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + chars[i];
    }
    int place = (hash ^ (hash >>> 15)) & (SIZE - 1);
    String entry = entries[place];
    if (entry != null && same(entry, chars, offset, length)) {
      return entry;
    }
    String fresh = new String(chars, offset, length);
    entries[place] = fresh;
    return fresh;
  }

  private static boolean same(String entry, char[] chars, int offset, int length) {
    if (entry.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (entry.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
