package io.trailhound.enrich;

import io.trailhound.model.CloudTrailEvent;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Gives events their network, remembering the answers for addresses seen lately. For one thread.
 */
public final class AsnCache {
  private static final String NUMBER = "source.as.number";
  private static final String ORGANIZATION = "source.as.organization.name";

  private final RecentAddresses<AsnDatabase, AutonomousSystem> recent =
      new RecentAddresses<>(AsnDatabase::lookUp);

  /**
   * Gives {@code event} its network: what it doesn't bring along, as ECS documents do. A name
   * without a number is none, and a number gets its name.
   */
  public void enrich(AsnDatabase current, CloudTrailEvent event) {
    if (event.sourceIp == null || (event.asNumber != 0 && event.asOrganization != null)) {
      return;
    }
    if (event.lists != null && event.lists.containsKey("source.ip") && event.asNumber == 0) {
      enrichAll(current, event);
      return;
    }
    AutonomousSystem network = recent.of(current, event.sourceIp);
    long number = number(network);
    if (number != 0 && (event.asNumber == 0 || event.asNumber == number)) {
      event.asNumber = number;
      event.asOrganization = network.organization();
    }
  }

  /** Of several addresses each has its network. */
  private void enrichAll(AsnDatabase current, CloudTrailEvent event) {
    Set<Long> numbers = new LinkedHashSet<>();
    Set<String> organizations = new LinkedHashSet<>();
    for (String address : event.lists.get("source.ip")) {
      AutonomousSystem network = recent.of(current, address);
      if (number(network) != 0) {
        numbers.add(network.number());
      }
      if (network.organization() != null) {
        organizations.add(network.organization());
      }
    }
    if (numbers.isEmpty()) {
      return;
    }
    event.asNumber = numbers.iterator().next();
    event.asOrganization = organizations.stream().findFirst().orElse(null);
    list(event, NUMBER, numbers.stream().map(String::valueOf).toArray(String[]::new));
    list(event, ORGANIZATION, organizations.toArray(String[]::new));
  }

  private static void list(CloudTrailEvent event, String name, String[] values) {
    if (values.length > 1) {
      event.lists.put(name, values);
    } else {
      event.lists.remove(name);
    }
  }

  private static long number(AutonomousSystem network) {
    return network.number() == null ? 0 : network.number();
  }
}
