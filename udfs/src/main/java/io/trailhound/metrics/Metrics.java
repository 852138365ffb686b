package io.trailhound.metrics;

import org.apache.flink.metrics.MetricGroup;

/**
 * The names of all of the job's own metrics, and the group they are in. Dashboards and alarms hang
 * on them: a golden file in the tests lists what Prometheus sees, docs/metrics.md says what each
 * one tells.
 */
public final class Metrics {
  /** The group that tells our metrics from Flink's own. */
  private static final String GROUP = "trailhound";

  /** What Managed Flink passes on to CloudWatch must lie in a group of this name. */
  private static final String MANAGED_FLINK = "kinesisanalytics";

  /** Labels. */
  public static final String REASON = "reason";

  public static final String RULE = "rule";
  public static final String PHASE = "phase";

  /** Counter, of files that were read to their end. */
  public static final String FILES_READ = "filesRead";

  /** Counter, of files and folders that could not be listed or looked at, each once while so. */
  public static final String FILES_LEFT_OUT = "filesLeftOut";

  /** Gauge, of files that count as read though nobody knows: too many were read since. */
  public static final String FILES_TAKEN_FOR_READ = "filesTakenForRead";

  /** Counter, of messages of a queue that were received, each time. */
  public static final String MESSAGES_RECEIVED = "messagesReceived";

  /** Counter, of messages of a queue that were deleted: all they told of is done. */
  public static final String MESSAGES_DELETED = "messagesDeleted";

  /** Counter, of messages of a queue that were left there because they were not understood. */
  public static final String MESSAGES_NOT_UNDERSTOOD = "messagesNotUnderstood";

  /** Gauge, seconds since the oldest message was sent that is not deleted yet; 0 without one. */
  public static final String OLDEST_MESSAGE = "oldestMessage";

  /** Counter, of times when a queue did not answer or refused what was asked. */
  public static final String QUEUE_FAILURES = "queueFailures";

  /** Counter, of reads of a shard that the service refused because there were too many. */
  public static final String READS_THROTTLED = "readsThrottled";

  /** Counter, of times when a stream did not answer or refused what was asked. */
  public static final String STREAM_FAILURES = "streamFailures";

  /** Counter, of shards whose records may have expired before they were read. */
  public static final String SHARDS_TRIMMED = "shardsTrimmed";

  /** Gauge, milliseconds from now back to what was read of the shard furthest behind. */
  public static final String MILLIS_BEHIND_LATEST = "millisBehindLatest";

  /** Gauge, 1 when the archive of a warm start was read and had no event for it. */
  public static final String COLD_STARTS = "coldStarts";

  /** Counter by {@link #REASON}, of input that could not become an event. */
  public static final String DEAD_LETTERS = "deadLetters";

  /** Gauge, seconds since the ASN file in use was written; -1 without a file. */
  public static final String ASN_FILE_AGE = "asnFileAge";

  /** Gauge, how often a changed ASN file could not be read. */
  public static final String ASN_RELOAD_FAILURES = "asnReloadFailures";

  /** Gauge, how often changed files of accounts or networks could not be read or used. */
  public static final String LOOKUP_RELOAD_FAILURES = "lookupReloadFailures";

  /** Counter, of decoded events. */
  public static final String EVENTS = "events";

  /** Counter by {@link #RULE}, of events that the rule wanted. */
  public static final String MATCHES = "matches";

  /** Counter, of events behind the watermark that a rule wanted. */
  public static final String LATE = "late";

  /**
   * Counter, of events whose lists were too long, or had too many combinations, for all to be
   * looked at.
   */
  public static final String LISTS_CUT = "listsCut";

  /** Gauge, how often changed lists and filters of rules were taken over since the start. */
  public static final String RULES_RELOADED = "rulesReloaded";

  /** Gauge, how often changed lists and filters of rules could not be read or used. */
  public static final String RULES_RELOAD_FAILURES = "rulesReloadFailures";

  /** Gauge, of exceptions from rules that had ended before the largest event time. */
  public static final String EXCEPTIONS_EXPIRED = "exceptionsExpired";

  /** Gauge, seconds of event time until the next exception ends; -1 when none does. */
  public static final String NEXT_EXPIRY = "nextExpiry";

  /** Gauge, milliseconds from the largest event time to now; -1 before the first event. */
  public static final String EVENT_TIME_LAG = "eventTimeLag";

  /** Gauge, of accounts, and busy regions of them, that are told to be silent. */
  public static final String SILENT_TRAILS = "silentTrails";

  /** Counter by {@link #RULE} and {@link #PHASE}, of alert revisions on their way to the sink. */
  public static final String ALERTS = "alerts";

  /**
   * Counter by {@link #RULE}, of alerts that were counted into a final one, not sent themselves.
   */
  public static final String SUPPRESSED = "suppressed";

  /** Histogram, milliseconds from the arrival of an event to the alert that it caused. */
  public static final String ALERT_DELAY = "alertDelay";

  /** Counter, of temporary keys of which the trail shows who got them. */
  public static final String KEYS_HANDED_OUT = "keysHandedOut";

  /** Counter, of final alerts on sessions of which the trail doesn't show who is behind them. */
  public static final String ACTORS_UNKNOWN = "actorsUnknown";

  /** Counter, of alerts that came so late that their incident may have been over. */
  public static final String ALERTS_WITHOUT_INCIDENT = "alertsWithoutIncident";

  /** Counter, of documents that the sink had to send again, at every attempt. */
  public static final String SINK_RETRIES = "sinkRetries";

  /** Counter, of documents that went to the dead letters because the sink's server refused them. */
  public static final String DOCUMENTS_REFUSED = "documentsRefused";

  /** Counter, of documents that went to the dead letters because a receiver took them too late. */
  public static final String DOCUMENTS_GIVEN_UP = "documentsGivenUp";

  /** Counter, of dead letters and late events of which a topic took the beginning only. */
  public static final String LETTERS_CUT = "lettersCut";

  private Metrics() {}

  /** Where an operator, a source reader or a sink writer registers its metrics. */
  public static MetricGroup in(MetricGroup operator) {
    return operator.addGroup(GROUP);
  }

  /**
   * The same, for metrics that may be wanted in CloudWatch.
   *
   * @param cloudWatch whether they are, on Managed Flink
   */
  public static MetricGroup in(MetricGroup operator, boolean cloudWatch) {
    MetricGroup ours = in(operator);
    return cloudWatch ? new PublishedGroup(ours, operator.addGroup(MANAGED_FLINK)) : ours;
  }
}
