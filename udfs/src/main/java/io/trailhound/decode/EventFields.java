package io.trailhound.decode;

import static java.util.Map.entry;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.RawRecord;
import io.trailhound.text.CaseFold;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of a scanned record in, a {@link CloudTrailEvent} out: the meaning of the fields as
 * docs/contract.md section 3 has it, for CloudTrail's own records and for ECS documents alike.
 */
final class EventFields {
  /** CloudTrail's own names of the fields in which some texts stand for no value, by slot. */
  private static final Map<Integer, String> PLACES =
      Map.ofEntries(
          entry(Slots.USER_TYPE, "userIdentity.type"),
          entry(Slots.PRINCIPAL_ID, "userIdentity.principalId"),
          entry(Slots.ARN, "userIdentity.arn"),
          entry(Slots.ACCOUNT_ID, "userIdentity.accountId"),
          entry(Slots.ACCESS_KEY_ID, "userIdentity.accessKeyId"),
          entry(Slots.INVOKED_BY, "userIdentity.invokedBy"),
          entry(Slots.USER_AGENT, "userAgent"),
          entry(Slots.ERROR_CODE, "errorCode"),
          entry(Slots.ERROR_MESSAGE, "errorMessage"),
          entry(Slots.RECIPIENT_ACCOUNT_ID, "recipientAccountId"),
          entry(Slots.SOURCE_ADDRESS, "sourceIPAddress"));

  /** {@code AS4294967295.0}. */
  private static final int LONGEST_AS_NUMBER = 14;

  private final RecordScan scan;
  private final String[] values;

  /** 0, or {@link Slots#ECS}. */
  private final int base;

  private Map<String, String> placeholders;

  private EventFields(RecordScan scan, int base) {
    this.scan = scan;
    values = scan.values;
    this.base = base;
  }

  /** The event in the last document of {@code scan}, without its source and position. */
  static CloudTrailEvent read(
      RecordScan scan, int base, long time, RawRecord raw, AddressTexts addresses) {
    EventFields fields = new EventFields(scan, base);
    CloudTrailEvent event = new CloudTrailEvent();
    FieldLists lists = scan.lists() == null ? null : new FieldLists(scan.lists(), base);
    if (lists != null) {
      lists.chooseFirst(scan.values);
    }
    event.eventTime = time;
    event.raw = raw;
    event.extras = scan.extras();
    fields.call(event);
    fields.identity(event);
    fields.session(event);
    fields.network(event, addresses);
    event.placeholders = fields.placeholders;
    if (lists != null) {
      lists.put(event);
    }
    if (event.eventId == null || event.eventId.isEmpty()) {
      event.eventId = raw.hash();
    }
    return event;
  }

  private void call(CloudTrailEvent event) {
    event.eventId = at(Slots.EVENT_ID);
    event.eventName = at(Slots.EVENT_NAME);
    event.eventSource = at(Slots.EVENT_SOURCE);
    event.awsRegion = at(Slots.AWS_REGION);
    event.userAgent = filled(Slots.USER_AGENT);
    event.errorCode = filled(Slots.ERROR_CODE);
    event.errorMessage = filled(Slots.ERROR_MESSAGE);
    event.recipientAccountId = filled(Slots.RECIPIENT_ACCOUNT_ID);
    event.outcome = outcome(event);
  }

  private String outcome(CloudTrailEvent event) {
    String stated = at(Slots.OUTCOME);
    String login = at(Slots.CONSOLE_LOGIN);
    if (stated == null && login != null && "ConsoleLogin".equals(event.eventName)) {
      stated = login;
    }
    if (stated != null && !stated.isEmpty()) {
      return switch (stated) {
        case "Success", "success" -> "success";
        case "Failure", "failure" -> "failure";
        default -> CaseFold.of(stated);
      };
    }
    return event.errorCode == null && event.errorMessage == null ? "success" : "failure";
  }

  private void identity(CloudTrailEvent event) {
    event.userType = filled(Slots.USER_TYPE);
    event.principalId = filled(Slots.PRINCIPAL_ID);
    event.arn = filled(Slots.ARN);
    event.accountId = filled(Slots.ACCOUNT_ID);
    event.accessKeyId = filled(Slots.ACCESS_KEY_ID);
    event.invokedBy = filled(Slots.INVOKED_BY);
    if (event.principalId == null) {
      String user = values[Slots.ON_BEHALF_OF];
      event.onBehalfOf = user != null ? user : values[Slots.CREDENTIAL];
    }
    event.userName = filled(Slots.USER_NAME);
    String issuer = filled(Slots.ISSUER_USER_NAME);
    if (issuer != null && issuerNames(event.userType)) {
      event.userName = issuer;
    }
  }

  private void session(CloudTrailEvent event) {
    event.sessionCreated = values[Slots.SESSION_CREATED];
    event.sessionMfa = notEmpty(Slots.SESSION_MFA);
    event.sourceIdentity = notEmpty(Slots.SOURCE_IDENTITY);
    event.onBehalfOfUser = notEmpty(Slots.ON_BEHALF_OF);
    event.identityStore = notEmpty(Slots.IDENTITY_STORE);
  }

  /** Of a field that has one place for both vocabularies. */
  private String notEmpty(int slot) {
    String value = values[slot];
    return value == null || value.isEmpty() ? null : value;
  }

  private static boolean issuerNames(String type) {
    return "AssumedRole".equals(type) || "FederatedUser".equals(type);
  }

  private void network(CloudTrailEvent event, AddressTexts addresses) {
    event.sourceIPAddress = filled(Slots.SOURCE_ADDRESS);
    if (event.sourceIPAddress == null) {
      event.sourceIPAddress = values[Slots.SOURCE_IP];
    }
    if (addresses.isAddress(event.sourceIPAddress)) {
      event.sourceIp = event.sourceIPAddress;
    } else if (addresses.isAddress(values[Slots.SOURCE_IP])) {
      event.sourceIp = values[Slots.SOURCE_IP];
    }
    event.asNumber = asNumber(values[Slots.AS_NUMBER]);
    String organization = values[Slots.AS_ORGANIZATION];
    event.asOrganization = organization == null || namesNone(organization) ? null : organization;
  }

  /** Whether an organisation's name says that there's none. */
  static boolean namesNone(String organization) {
    return organization.isBlank() || organization.equals("-");
  }

  /**
   * 0 when {@code text} is no AS number; those have 32 bits. Some write {@code AS9009}, and {@code
   * 9009.0} is what programs write that know only one kind of number.
   */
  static long asNumber(String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_AS_NUMBER) {
      return 0;
    }
    int from = text.regionMatches(true, 0, "AS", 0, 2) ? 2 : 0;
    int to = text.length() - (text.endsWith(".0") ? 2 : 0);
    if (to <= from) {
      return 0;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = 10 * number + c - '0';
    }
    return number <= 0xffff_ffffL ? number : 0;
  }

  private String at(int slot) {
    return values[base + slot];
  }

  private String filled(int slot) {
    String value = at(slot);
    if (value == null || !scan.mayBePlaceholder(base + slot) || !isMissing(slot, value)) {
      return value;
    }
    if (PLACES.containsKey(slot)) {
      placeholders = placeholders == null ? new HashMap<>() : placeholders;
      placeholders.put(PLACES.get(slot), value);
    }
    return null;
  }

  /** Whether {@code value} is as good as none. */
  static boolean isMissing(int slot, String value) {
    boolean identity = slot >= Slots.USER_TYPE && slot <= Slots.ISSUER_USER_NAME;
    return value.isEmpty() || (identity && (value.equals("-") || value.equals("none")));
  }

  static byte[] copy(byte[] buffer, int from, int to) {
    return Arrays.copyOfRange(buffer, from, to);
  }
}
