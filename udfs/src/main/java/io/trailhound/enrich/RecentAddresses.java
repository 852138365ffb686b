package io.trailhound.enrich;

import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * The answers for addresses seen lately, in front of a look-up: a fixed table in which an address
 * overwrites whatever had its slot. For one thread; forgets all when what is looked into is another
 * object.
 *
 * @param <D> what is looked into
 * @param <A> an answer
 */
final class RecentAddresses<D, A> {
  private static final int SLOTS = 1 << 13;

  private final BiFunction<D, String, A> lookUp;
  private final String[] addresses = new String[SLOTS];
  private final Object[] answers = new Object[SLOTS];
  private D data;

  RecentAddresses(BiFunction<D, String, A> lookUp) {
    this.lookUp = lookUp;
  }

  /** What {@code current} says of {@code address}. */
  @SuppressWarnings("unchecked") // answers have the type of the look-up
  A of(D current, String address) {
    if (current != data) {
      Arrays.fill(addresses, null);
      data = current;
    }
    int hash = address.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    if (!address.equals(addresses[slot])) {
      answers[slot] = lookUp.apply(current, address);
      addresses[slot] = address;
    }
    return (A) answers[slot];
  }
}
