package io.trailhound.rules;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The text of an IP address to its bytes, without ever asking a name server. */
final class IpText {
  private IpText() {}

  /** 4 or 16 bytes, or null when {@code text} isn't an address. */
  static byte[] parse(String text) {
    if (text == null || text.isEmpty() || text.length() > 45) {
      return null;
    }
    return text.indexOf(':') >= 0 ? v6(text) : v4(text);
  }

  private static byte[] v4(String text) {
    byte[] address = new byte[4];
    int part = 0;
    int number = -1;
    int digits = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (number < 0 || part == 4) {
          return null;
        }
        address[part++] = (byte) number;
        number = -1;
        digits = 0;
      } else if (c >= '0' && c <= '9' && ++digits <= 3) {
        number = Math.max(number, 0) * 10 + c - '0';
        if (number > 255) {
          return null;
        }
      } else {
        return null;
      }
    }
    return part == 4 ? address : null;
  }

  /** A text with a colon is never taken for a host name by {@link InetAddress}. */
  private static byte[] v6(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return null;
      }
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
