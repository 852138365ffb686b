package io.trailhound.rules.condition;

import io.trailhound.model.Cidr;
import io.trailhound.model.IpAddress;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Networks in, whether one of them holds an address out: a look-up for each length that their
 * prefixes have, however many they are.
 */
public final class CidrSet implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] lengths;
  private final Set<String> networks;

  public CidrSet(Collection<Cidr> networks) {
    this.lengths = networks.stream().mapToInt(Cidr::bits).distinct().toArray();
    this.networks =
        networks.stream()
            .map(network -> key(network.network(), network.bits()))
            .collect(Collectors.toUnmodifiableSet());
  }

  boolean contains(String text) {
    byte[] address = IpAddress.parse(text);
    if (address == null) {
      return false;
    }
    for (int bits : lengths) {
      if (bits <= address.length * 8 && networks.contains(key(address, bits))) {
        return true;
      }
    }
    return false;
  }

  /** As many bits of {@code address}, with their number and the address's length. */
  private static String key(byte[] address, int bits) {
    byte[] key = new byte[address.length + 1];
    System.arraycopy(address, 0, key, 0, (bits + 7) / 8);
    if (bits % 8 != 0) {
      key[bits / 8] &= (byte) (0xff00 >> bits % 8);
    }
    key[address.length] = (byte) bits;
    return new String(key, StandardCharsets.ISO_8859_1);
  }
}
