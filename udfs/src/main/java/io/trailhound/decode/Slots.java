package io.trailhound.decode;

/**
 * Places in {@link RecordValues#values}. A record's fields have two: one for CloudTrail's own name,
 * and, {@link #ECS} further, one for the name that Elastic gives it.
 */
final class Slots {
  static final int EVENT_TIME = 0;
  static final int EVENT_ID = 1;
  static final int EVENT_NAME = 2;
  static final int EVENT_SOURCE = 3;
  static final int AWS_REGION = 4;
  static final int SOURCE_ADDRESS = 5;
  static final int USER_AGENT = 6;
  static final int ERROR_CODE = 7;
  static final int ERROR_MESSAGE = 8;
  static final int RECIPIENT_ACCOUNT_ID = 9;
  static final int USER_TYPE = 10;
  static final int PRINCIPAL_ID = 11;
  static final int ARN = 12;
  static final int ACCOUNT_ID = 13;
  static final int ACCESS_KEY_ID = 14;
  static final int INVOKED_BY = 15;
  static final int USER_NAME = 16;
  static final int ISSUER_USER_NAME = 17;
  static final int CONSOLE_LOGIN = 18;
  static final int EVENT_CATEGORY = 19;
  static final int EVENT_TYPE = 20;
  static final int ADDENDUM = 21;
  static final int OUTCOME = 22;

  static final int ECS = 23;

  static final int AS_NUMBER = 46;
  static final int AS_ORGANIZATION = 47;
  static final int SOURCE_IP = 48;
  static final int DATASET = 49;

  /** {@code event.original}: the record as it was before it became an ECS document. */
  static final int ORIGINAL = 50;

  // The envelopes.
  static final int RECORDS = 51;
  static final int DETAIL = 52;
  static final int LOG_EVENTS = 53;

  /** What Lambda hands to a function: base64 of what CloudWatch Logs or Kinesis carried. */
  static final int LAMBDA_DATA = 54;

  static final int MESSAGE_TYPE = 55;
  static final int MESSAGE = 56;
  static final int HIT = 57;
  static final int DIGEST = 58;
  static final int NOTIFICATION = 59;
  static final int TIMESTAMP = 60;

  /** What {@code lookup-events} puts out. */
  static final int EVENTS = 61;

  /** A record as text, where {@code lookup-events} and CloudTrail Lake keep it. */
  static final int CARRIED = 62;

  /** Where {@link #DATASET} is missing, these say whose document it is. */
  static final int DATA_STREAM = 63;

  static final int MODULE = 64;

  /** EventBridge's word for what a message is about. */
  static final int DETAIL_TYPE = 65;

  /** Who stands behind an identity that has no principal. */
  static final int ON_BEHALF_OF = 66;

  static final int CREDENTIAL = 67;

  static final int IDENTITY_STORE = 68;
  static final int SESSION_CREATED = 69;
  static final int SESSION_MFA = 70;
  static final int SOURCE_IDENTITY = 71;

  static final int COUNT = 72;

  private Slots() {}

  /** Whether many events say the same there: all fields but those that tell one from others. */
  static boolean repeats(int slot) {
    if (slot >= IDENTITY_STORE) {
      return true; // of a session, as long as it lasts
    }
    int field = slot < ECS ? slot : slot - ECS;
    return field < ECS && field != EVENT_TIME && field != EVENT_ID && field != ERROR_MESSAGE;
  }
}
