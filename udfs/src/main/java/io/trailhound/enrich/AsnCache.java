package io.trailhound.enrich;

import io.trailhound.model.CloudTrailEvent;
import java.util.Arrays;

/**
 * The answers for addresses seen lately, in front of an {@link AsnDatabase}: a fixed table in which
 * an address overwrites whatever had its slot. For one thread; forgets all when the database is
 * another one.
 */
public final class AsnCache {
  private static final int SLOTS = 1 << 13;

  private final String[] addresses = new String[SLOTS];
  private final long[] numbers = new long[SLOTS];
  private final String[] organizations = new String[SLOTS];
  private AsnDatabase database;

  /** Gives {@code event} its network, unless it brings one along, as ECS documents do. */
  public void enrich(AsnDatabase current, CloudTrailEvent event) {
    boolean broughtAlong = event.asNumber != 0 || event.asOrganization != null;
    if (broughtAlong || event.sourceIp == null) {
      return;
    }
    int slot = slot(current, event.sourceIp);
    event.asNumber = numbers[slot];
    event.asOrganization = organizations[slot];
  }

  /** Where the answer for {@code address} is. */
  private int slot(AsnDatabase current, String address) {
    if (current != database) {
      Arrays.fill(addresses, null);
      database = current;
    }
    int hash = address.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    if (!address.equals(addresses[slot])) {
      AutonomousSystem network = current.lookUp(address);
      addresses[slot] = address;
      numbers[slot] = network.number() == null ? 0 : network.number();
      organizations[slot] = network.organization();
    }
    return slot;
  }
}
