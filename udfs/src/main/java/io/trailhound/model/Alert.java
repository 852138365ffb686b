package io.trailhound.model;

import java.util.List;
import java.util.Map;

/**
 * What a human receives, one revision of it. {@code alert/EcsAlert} writes it as the ECS document
 * of docs/contract.md section 6. Fields that a kind doesn't have are null.
 */
public final class Alert {
  public static final String EARLY = "early";
  public static final String FINAL = "final";
  public static final String WITHDRAWN = "withdrawn";

  /** Deterministic: hex of a 128-bit hash over the identity in docs/contract.md section 2. */
  public String id;

  public String rule;
  public String phase;

  /** Event time of what completed the alert, milliseconds. */
  public long time;

  public String message;

  /** The group-by values as {@link Group} joins them; null for match rules. */
  public String group;

  /** Of the completing event; parts that belong to one event only are null in other kinds. */
  public Activity activity;

  /** Window [start, end) in milliseconds: value_count and rare_ratio. */
  public Long windowStart;

  public Long windowEnd;

  /** value_count and event_count: events counted, and distinct values among them. */
  public Long count;

  public Long distinct;
  public List<String> values;

  /** value_sum, value_avg, value_percentile, value_median: what that is. */
  public Double measured;

  /** First and last event time of the counted events, milliseconds. */
  public Long first;

  public Long last;

  /**
   * Of a count that more events can't undo: time and id of the event that first completed it, in
   * the order of events. There it takes its place in a sequence; it's not in the alert document.
   */
  public Long completed;

  public String completedBy;

  /**
   * Of a correlation that others refer to: what fields that they need had in the events behind it,
   * each combination as {@link Group} joins it. It's not in the alert document.
   */
  public List<String> told;

  /**
   * Of each of {@link #told} who made the calls. It's not in the alert document, and null in state
   * of before that was kept.
   */
  public List<Activity> toldOf;

  /** new_terms; times in milliseconds. */
  public String term;

  public Long firstSeen;
  public Long previouslySeen;

  /** new_terms: {@link #firstSeen} in the first revision of this id. Not in the alert document. */
  public Long announced;

  /** rare_ratio. */
  public Long total;

  public Long trusted;
  public Long uncommon;
  public Double ratio;
  public List<String> organizations;
  public List<String> sensitiveActions;
  public Long latestUncommon;

  /** temporal kinds, in order. */
  public List<Step> steps;

  /** Ids of the events behind the alert, at most 100. */
  public List<String> eventIds;

  /** Everything seen, each list at most 100. */
  public List<String> ips;

  public List<String> users;
  public List<String> hosts;
  public List<String> networks;
  public List<String> userAgents;

  /** Of a rule that suppresses: what this alert stands for besides itself. Null in all others. */
  public Suppressed suppressed;

  /** Whether any of the lists above was cut at 100. */
  public boolean truncated;

  /**
   * Who is behind the caller, as far back as the trail shows it; null where it doesn't, and where
   * nobody asked.
   */
  public String actor;

  /** The incident that it belongs to, in the revision behind the incident's end; null before. */
  public String incidentId;

  /** Of an incident: what it's made of. Null in all others. */
  public Incident incident;

  /**
   * What files say of the account and the addresses, by names of {@link LookedUp}; null before that
   * was looked up, in state above all, and where nothing is known.
   */
  public Map<String, String[]> where;

  /**
   * {@link CloudTrailEvent#arrival} of the event on which the alert left; 0 when the watermark
   * caused it. For the metric of alert delays alone: it's not in the alert document.
   */
  public long arrival;

  public Alert() {}

  /** Notes which arrival caused this revision. */
  public Alert arrivedAt(long causeArrival) {
    arrival = causeArrival;
    return this;
  }
}
