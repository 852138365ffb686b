package io.trailhound.enrich;

import io.trailhound.model.CloudTrailEvent;

/**
 * Gives events their network, remembering the answers for addresses seen lately. For one thread.
 */
public final class AsnCache {
  private final RecentAddresses<AsnDatabase, AutonomousSystem> recent =
      new RecentAddresses<>(AsnDatabase::lookUp);

  /** Gives {@code event} its network, unless it brings one along, as ECS documents do. */
  public void enrich(AsnDatabase current, CloudTrailEvent event) {
    boolean broughtAlong = event.asNumber != 0 || event.asOrganization != null;
    if (broughtAlong || event.sourceIp == null) {
      return;
    }
    AutonomousSystem network = recent.of(current, event.sourceIp);
    event.asNumber = network.number() == null ? 0 : network.number();
    event.asOrganization = network.organization();
  }
}
