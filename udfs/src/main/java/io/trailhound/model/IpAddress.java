package io.trailhound.model;

import java.util.Arrays;

/**
 * Text in, address bytes out. Never asks a name server: host names, {@code AWS Internal} and masked
 * addresses such as {@code 30.*.0.210} are simply no addresses.
 */
public final class IpAddress {
  private static final int GROUPS = 8;

  private IpAddress() {}

  /**
   * Reads an IPv4 or IPv6 address.
   *
   * @return 4 bytes, or 16; an IPv4 address mapped into IPv6 ({@code ::ffff:1.2.3.4}) gives 4; null
   *     when {@code text} is null or no address. Leading zeros in IPv4 are decimal, not octal:
   *     {@code 035.249.253.232} is met in real files and means 35.249.253.232.
   */
  public static byte[] parse(String text) {
    if (text == null || text.length() < 2 || text.length() > 45) {
      return null;
    }
    if (text.indexOf(':') >= 0) {
      return parseV6(text);
    }
    byte[] address = new byte[4];
    return parseV4(text, 0, address, 0) ? address : null;
  }

  /** Reads from {@code from} to the end of {@code text} into {@code address[at..at + 3]}. */
  private static boolean parseV4(String text, int from, byte[] address, int at) {
    int octet = 0;
    int value = 0;
    int digits = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        if (++digits > 3 || value > 255) {
          return false;
        }
      } else if (c == '.' && digits > 0 && octet < 3) {
        address[at + octet++] = (byte) value;
        value = 0;
        digits = 0;
      } else {
        return false;
      }
    }
    if (octet != 3 || digits == 0) {
      return false;
    }
    address[at + 3] = (byte) value;
    return true;
  }

  private static byte[] parseV6(String text) {
    byte[] address = new byte[16];
    int groups = 0;
    int gap = -1;
    int i = 0;
    int length = text.length();
    while (i < length) {
      if (text.startsWith("::", i)) {
        if (gap >= 0) {
          return null;
        }
        gap = groups;
        i += 2;
        continue;
      }
      if (i > 0 && text.charAt(i - 1) != ':') {
        if (text.charAt(i) != ':' || ++i == length) {
          return null;
        }
      }
      int end = endOfGroup(text, i);
      if (end < length && text.charAt(end) == '.') {
        if (groups > GROUPS - 2 || !parseV4(text, i, address, 2 * groups)) {
          return null;
        }
        groups += 2;
        break;
      }
      if (end == i || end - i > 4 || groups == GROUPS) {
        return null;
      }
      int value = Integer.parseInt(text, i, end, 16);
      address[2 * groups] = (byte) (value >>> 8);
      address[2 * groups + 1] = (byte) value;
      groups++;
      i = end;
    }
    return gap < 0 ? whole(address, groups) : filled(address, groups, gap);
  }

  private static int endOfGroup(String text, int from) {
    int i = from;
    while (i < text.length() && isHex(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static byte[] whole(byte[] address, int groups) {
    return groups == GROUPS ? unmapped(address) : null;
  }

  /** Moves what stands behind {@code ::} to the end. */
  private static byte[] filled(byte[] address, int groups, int gap) {
    if (groups == GROUPS) {
      return null;
    }
    int tail = 2 * (groups - gap);
    System.arraycopy(address, 2 * gap, address, 16 - tail, tail);
    Arrays.fill(address, 2 * gap, 16 - tail, (byte) 0);
    return unmapped(address);
  }

  private static byte[] unmapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return address;
      }
    }
    boolean mapped = address[10] == -1 && address[11] == -1;
    return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
  }
}
