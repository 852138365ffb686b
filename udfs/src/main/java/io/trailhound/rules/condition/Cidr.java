package io.trailhound.rules.condition;

import io.trailhound.model.IpAddress;
import java.io.Serializable;

/**
 * A network of addresses, version 4 or 6.
 *
 * @param network its first address, 4 or 16 bytes
 * @param bits length of the prefix
 */
public record Cidr(byte[] network, int bits) implements Serializable {

  /**
   * Reads {@code 10.0.0.0/8}; an address without {@code /} is a network of one.
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
    if (slash >= 0) {
      String length = text.substring(slash + 1);
      if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
        throw new IllegalArgumentException("the prefix length must be 0 to " + bits + ": " + text);
      }
      bits = Integer.parseInt(length);
    }
    return new Cidr(address, bits);
  }
}
