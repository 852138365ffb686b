package io.trailhound.benchmarks.workload;

import static java.util.Map.entry;

import java.util.Map;

/** What differs from record to record. */
enum Gap {
  TIME,
  /** Who called, with gaps of its own. */
  IDENTITY,
  EVENT_ID,
  REQUEST_ID,
  ADDRESS,
  ACCOUNT,
  ARN,
  PRINCIPAL_ID,
  ACCESS_KEY,
  USER_NAME,
  ISSUER_ARN,
  ISSUER_ID,
  ISSUER_NAME,
  /** When a session began. */
  CREATION,
  /** Of credentials that the call hands out. */
  HANDED_OUT_KEY,
  EXPIRATION;

  private static final String CREDENTIALS = "/responseElements/credentials/";
  private static final String USER = "/userIdentity/";
  private static final String ISSUER = USER + "sessionContext/sessionIssuer/";

  private static final Map<String, Gap> BY_PLACE =
      Map.ofEntries(
          entry("/eventTime", TIME),
          entry("/eventID", EVENT_ID),
          entry("/requestID", REQUEST_ID),
          entry("/sourceIPAddress", ADDRESS),
          entry("/recipientAccountId", ACCOUNT),
          entry(USER + "accountId", ACCOUNT),
          entry(ISSUER + "accountId", ACCOUNT),
          entry(USER + "arn", ARN),
          entry(USER + "principalId", PRINCIPAL_ID),
          entry(USER + "accessKeyId", ACCESS_KEY),
          entry(USER + "userName", USER_NAME),
          entry(ISSUER + "arn", ISSUER_ARN),
          entry(ISSUER + "principalId", ISSUER_ID),
          entry(ISSUER + "userName", ISSUER_NAME),
          entry(USER + "sessionContext/attributes/creationDate", CREATION),
          entry(CREDENTIALS + "accessKeyId", HANDED_OUT_KEY),
          entry(CREDENTIALS + "expiration", EXPIRATION));

  /**
   * @param place in a record (RFC 6901)
   * @return null where every record of a template has the same
   */
  static Gap at(String place) {
    return BY_PLACE.get(place);
  }
}
