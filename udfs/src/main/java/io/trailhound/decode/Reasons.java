package io.trailhound.decode;

import java.util.List;

/** Why input became a dead letter: {@code DeadLetter.reason}, and the label of its metric. */
public final class Reasons {
  /** Not JSON, or JSON cut off in the middle. */
  public static final String MALFORMED_JSON = "malformed-json";

  /** Text in another encoding than UTF-8. */
  public static final String NOT_UTF_8 = "not-utf-8";

  /** One record or line above {@link DecodeLimits#maxRecordBytes}. */
  public static final String TOO_LARGE = "too-large";

  /**
   * JSON nested deeper than {@link DecodeLimits#maxNesting}, or envelopes or gzip more than four
   * deep in each other.
   */
  public static final String TOO_DEEP = "too-deep";

  /**
   * A message with more documents or dead letters than {@link DecodeLimits} allows, or a packed
   * file with more dead letters: this letter stands for the rest of them.
   */
  public static final String TOO_MANY = "too-many";

  /** A fault of the decoder's own, which cost this document only. */
  public static final String DECODER_FAILED = "decoder-failed";

  /** The input ends before the list or envelope it began is closed. */
  public static final String TRUNCATED = "truncated";

  /** The compressed data are broken or cut off. */
  public static final String BROKEN_GZIP = "broken-gzip";

  /** Unpacks to more than {@link DecodeLimits} allows. */
  public static final String GZIP_BOMB = "gzip-bomb";

  /** Reading the input failed. */
  public static final String UNREADABLE = "unreadable";

  /** Looks like base64, but isn't. */
  public static final String BROKEN_BASE64 = "broken-base64";

  /** JSON, but no form of CloudTrail. */
  public static final String NOT_CLOUDTRAIL = "not-cloudtrail";

  /** An Insight, network-activity or addendum record: CloudTrail's, but nobody's API call. */
  public static final String NOT_AN_API_CALL = "not-an-api-call";

  /** The body of an SNS, SQS or S3 notification: it says where records are, it isn't one. */
  public static final String NOTIFICATION = "notification";

  /** A CloudTrail digest file. */
  public static final String DIGEST = "digest";

  /** CloudWatch Logs testing whether the subscription works. */
  public static final String CONTROL_MESSAGE = "control-message";

  /** An envelope or list without a record in it, or a blank message. */
  public static final String NO_RECORDS = "no-records";

  /** A record without {@code eventTime}. */
  public static final String NO_EVENT_TIME = "no-event-time";

  /** An {@code eventTime} that can't be read. */
  public static final String BAD_EVENT_TIME = "bad-event-time";

  /** Dated after the reading machine's clock by more than {@link DecodeLimits#maxFuture}. */
  public static final String FUTURE_EVENT = "future-event";

  /** Every one of them. */
  public static final List<String> ALL =
      List.of(
          MALFORMED_JSON,
          NOT_UTF_8,
          TOO_LARGE,
          TOO_DEEP,
          TOO_MANY,
          DECODER_FAILED,
          TRUNCATED,
          BROKEN_GZIP,
          GZIP_BOMB,
          UNREADABLE,
          BROKEN_BASE64,
          NOT_CLOUDTRAIL,
          NOT_AN_API_CALL,
          NOTIFICATION,
          DIGEST,
          CONTROL_MESSAGE,
          NO_RECORDS,
          NO_EVENT_TIME,
          BAD_EVENT_TIME,
          FUTURE_EVENT);

  private Reasons() {}
}
