package io.trailhound.model;

import java.util.List;
import java.util.Map;

/**
 * One decoded CloudTrail record: the fields that the alert needs by name, and in {@link #extras}
 * the other fields that some loaded rule reads. Everything else of the record was skipped by the
 * parser.
 *
 * <p>Missing, JSON null and, for identity fields, {@code ""}, {@code "-"} and {@code "none"} are
 * all {@code null} here (docs/contract.md section 3). A plain POJO with public fields: Flink
 * serializes it without Kryo, and inside the source's operator chain it's never serialized at all.
 */
public final class CloudTrailEvent {
  /** {@code eventTime}, milliseconds since the epoch, UTC. */
  public long eventTime;

  /** {@code eventID}, or a hash of the record's bytes where there is none. Never null. */
  public String eventId;

  public String eventName;
  public String eventSource;
  public String awsRegion;
  public String sourceIPAddress;
  public String userAgent;
  public String errorCode;
  public String errorMessage;
  public String recipientAccountId;

  /** {@code userIdentity.type}; the next ones likewise. */
  public String userType;

  public String principalId;

  /** {@code userIdentity.arn}: the principal ARN that detectors key by. */
  public String arn;

  /**
   * Of an identity without a principal: {@code userIdentity.onBehalfOf.userId}, else its {@code
   * credentialId}. Only alerts read it.
   */
  public String onBehalfOf;

  /**
   * {@code userIdentity.sessionContext.attributes.creationDate} as it stands there. Only alerts
   * read it, and the next ones.
   */
  public String sessionCreated;

  public String sessionMfa;
  public String sourceIdentity;

  /** {@code userIdentity.onBehalfOf.userId} of whatever identity. */
  public String onBehalfOfUser;

  public String identityStore;

  public String accountId;
  public String accessKeyId;
  public String invokedBy;

  /**
   * ECS {@code user.name}: the user's, or the session issuer's for AssumedRole and FederatedUser.
   */
  public String userName;

  /** ECS {@code event.outcome}: {@code success}, {@code failure}, or what ConsoleLogin answered. */
  public String outcome;

  /** ECS {@code source.ip}: {@link #sourceIPAddress} where it's an IP address, else null. */
  public String sourceIp;

  /** ECS {@code source.as.number}; 0 when unknown. An ASN has 32 bits. */
  public long asNumber;

  /** ECS {@code source.as.organization.name}; may be null while the number is set. */
  public String asOrganization;

  /**
   * What files beside the events say of the account and of the address, by names of {@link
   * LookedUp}. Events share them. Null where nothing is known.
   */
  public Map<String, String[]> accountFacts;

  public Map<String, String[]> networkFacts;

  /**
   * Values of the fields that only the loaded rules ask for, by slot of the {@link ExtraFields}
   * that the decoder was given. A slot is null when the field is missing and has several values
   * when a list lay on its path. The array itself is null when no rule asks for anything.
   */
  public String[][] extras;

  /**
   * All values of the named fields that came as lists of several, by ECS name (CloudTrail's where
   * there is none); the field itself holds the first of them. Null for nearly every event.
   */
  public Map<String, String[]> lists;

  /**
   * By path, what stands in the place of a value: {@code ""}, in a field of the identity also
   * {@code "-"} or {@code "none"}. The field itself is null then. Null for nearly every event.
   */
  public Map<String, String> placeholders;

  /**
   * Where the record came from, without its position: {@code topic-3-} or {@code path/file.gz:}.
   */
  public String source;

  /** Offset or line (from 1) in {@link #source}. */
  public long position;

  /**
   * When the record came in, milliseconds by the clock: its timestamp in Kafka, or when it was read
   * from a file. 0 when unknown. Only the metric of alert delays reads it; nothing that is detected
   * hangs on it.
   */
  public long arrival;

  /** The record's original bytes, for the late output; see there how long they last. */
  public RawRecord raw;

  public CloudTrailEvent() {}

  /** All values of a named field whose first is {@code first}; nothing when that is null. */
  public List<String> all(String name, String first) {
    String[] several = lists == null ? null : lists.get(name);
    if (several != null) {
      return List.of(several);
    }
    return first == null ? List.of() : List.of(first);
  }

  /** ECS {@code cloud.account.id}. */
  public String account() {
    return accountId != null ? accountId : recipientAccountId;
  }

  /** The source position as people read it: {@code topic-3-4711}, {@code folder/file.gz:12}. */
  public String where() {
    return source + position;
  }
}
