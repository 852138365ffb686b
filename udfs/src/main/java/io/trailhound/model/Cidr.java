package io.trailhound.model;

import java.io.Serializable;

/**
 * A network of addresses, version 4 or 6.
 *
 * @param network its first address, or any other one in it; 4 or 16 bytes
 * @param bits length of the prefix
 */
public record Cidr(byte[] network, int bits) implements Serializable {
  /** Bits before an IPv4 address that is mapped into IPv6. */
  private static final int MAPPED = 96;

  /**
   * Reads {@code 10.0.0.0/8}; an address without {@code /} is a network of one. {@code
   * ::ffff:10.0.0.0/104} is the same network, as its addresses are the same.
   *
   * @throws IllegalArgumentException when it's neither
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException("not an IP network: " + text);
    }
    int bits = address.length * 8;
    if (slash < 0) {
      return new Cidr(address, bits);
    }
    int before = address.length == 4 && text.indexOf(':') >= 0 ? MAPPED : 0;
    String length = text.substring(slash + 1);
    int given = length.matches("[0-9]{1,3}") ? Integer.parseInt(length) : -1;
    if (given < before || given > before + bits) {
      throw new IllegalArgumentException(
          "the prefix length must be " + before + " to " + (before + bits) + ": " + text);
    }
    return new Cidr(address, given - before);
  }
}
