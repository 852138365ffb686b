package io.trailhound.decode;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists where a field usually has one value in, {@link CloudTrailEvent#lists} out. What counts as
 * missing in a field counts so in its list.
 *
 * @param scanned all values by slot, of the lists that had several
 * @param base 0, or {@link Slots#ECS}
 */
record FieldLists(Map<Integer, List<String>> scanned, int base) {
  private static final String ADDRESS = "source.address";

  /** By slot; the last one for those users whose name is their session issuer's. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(Slots.EVENT_NAME, "event.action"),
          Map.entry(Slots.EVENT_SOURCE, "event.provider"),
          Map.entry(Slots.AWS_REGION, "cloud.region"),
          Map.entry(Slots.SOURCE_ADDRESS, ADDRESS),
          Map.entry(Slots.USER_AGENT, "user_agent.original"),
          Map.entry(Slots.ERROR_CODE, "errorCode"),
          Map.entry(Slots.ERROR_MESSAGE, "errorMessage"),
          Map.entry(Slots.RECIPIENT_ACCOUNT_ID, "recipientAccountId"),
          Map.entry(Slots.USER_TYPE, "aws.cloudtrail.user_identity.type"),
          Map.entry(Slots.PRINCIPAL_ID, "user.id"),
          Map.entry(Slots.ARN, "aws.cloudtrail.user_identity.arn"),
          Map.entry(Slots.ACCOUNT_ID, "userIdentity.accountId"),
          Map.entry(Slots.ACCESS_KEY_ID, "aws.cloudtrail.user_identity.access_key_id"),
          Map.entry(Slots.INVOKED_BY, "aws.cloudtrail.user_identity.invoked_by"),
          Map.entry(Slots.USER_NAME, "user.name"),
          Map.entry(Slots.ISSUER_USER_NAME, "user.name"));

  /** Puts the first value that doesn't count as missing in the place of each list's first. */
  void chooseFirst(String[] values) {
    for (int slot : NAMES.keySet()) {
      if (scanned.containsKey(base + slot)) {
        List<String> counting = counting(slot);
        values[base + slot] = counting.isEmpty() ? null : counting.get(0);
      }
    }
  }

  /** Gives the lists to {@code event}, whose fields have their first values. */
  void put(CloudTrailEvent event) {
    event.lists = new HashMap<>();
    NAMES.forEach(
        (slot, name) -> {
          List<String> values = counting(slot);
          if (!name.equals("user.name") || values.indexOf(event.userName) == 0) {
            put(event, name, values);
          }
        });
    List<String> addresses = addresses(event);
    if (event.sourceIp == null && !addresses.isEmpty()) {
      event.sourceIp = addresses.get(0);
    }
    put(event, "source.ip", addresses);
    List<String> networks = networks();
    if (event.asNumber == 0 && !networks.isEmpty()) {
      event.asNumber = Long.parseLong(networks.get(0));
    }
    put(event, "source.as.number", networks);
    List<String> organizations = organizations();
    if (event.asOrganization == null && !organizations.isEmpty()) {
      event.asOrganization = organizations.get(0);
    }
    put(event, "source.as.organization.name", organizations);
  }

  private static List<String> addresses(CloudTrailEvent event) {
    return event.all(ADDRESS, event.sourceIPAddress).stream()
        .filter(address -> IpAddress.parse(address) != null)
        .toList();
  }

  private List<String> networks() {
    return all(Slots.AS_NUMBER).stream()
        .map(EventFields::asNumber)
        .filter(number -> number > 0)
        .map(String::valueOf)
        .toList();
  }

  private List<String> organizations() {
    return all(Slots.AS_ORGANIZATION).stream()
        .filter(name -> !EventFields.namesNone(name))
        .toList();
  }

  private static void put(CloudTrailEvent event, String name, List<String> values) {
    if (values.size() > 1) {
      event.lists.put(name, values.toArray(String[]::new));
    }
  }

  private List<String> counting(int slot) {
    List<String> counting = new ArrayList<>(all(base + slot));
    counting.removeIf(value -> EventFields.isMissing(slot, value));
    return counting;
  }

  private List<String> all(int slot) {
    return scanned.getOrDefault(slot, List.of());
  }
}
