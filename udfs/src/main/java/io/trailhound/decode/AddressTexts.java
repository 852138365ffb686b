package io.trailhound.decode;

import io.trailhound.model.IpAddress;

/**
 * Texts in, whether they're IP addresses out. The same text is the same object, as a rule ({@link
 * io.trailhound.decode.scan.SharedTexts}), so those met lately are known at a glance. For one
 * thread.
 */
final class AddressTexts {
  /** A power of two. */
  private static final int SIZE = 1 << 10;

  private final String[] met = new String[SIZE];

  @SuppressWarnings("ReferenceEquality") // another object of the same text is read again
  boolean isAddress(String text) {
    if (text == null) {
      return false;
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (SIZE - 1);
    if (met[place] == text) {
      return true;
    }
    boolean address = IpAddress.parse(text) != null;
    if (address) {
      met[place] = text;
    }
    return address;
  }
}
