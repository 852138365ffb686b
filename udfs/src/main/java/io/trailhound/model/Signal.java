package io.trailhound.model;

/**
 * "Rule R wants this event under group G": all that crosses the network for an event. Slim on
 * purpose; the speed of the job is the number of these bytes. On the way they are written as {@link
 * SignalType} has them, in state as a POJO.
 */
public final class Signal {
  /** Name of the rule whose detector gets this: the correlation, or the match rule itself. */
  public String rule;

  /** The group-by values joined, see {@link Group}; null for match rules. */
  public String group;

  /** Event time in milliseconds. */
  public long time;

  public String eventId;

  /**
   * By kind: new_terms the term; value_count the counted values as {@link Values} joins them (null
   * when the event has none); rare_ratio the AS organisation likewise; sequences the name of the
   * rule of this step; match null.
   */
  public String value;

  /**
   * What an alert would show. Null for the trusted events of rare_ratio, which are only counted.
   */
  public Activity activity;

  /**
   * {@link CloudTrailEvent#arrival} of the event, for the metric of alert delays alone; 0 in steps
   * that are final alerts, and in state.
   */
  public long arrival;

  /** Id of the alert that a step is; null in matches and in state. */
  public String alert;

  /** rare_ratio: whether an uncommon event's action is on the rule's sensitive list. */
  public boolean sensitive;

  /**
   * rare_ratio: the ids of the trusted events that this stands for, two longs for each; {@link
   * #time} is then the last millisecond of their hour, {@link #eventId} null and {@link #arrival}
   * that of the first. Null for a single event. Never in state, therefore transient.
   */
  public transient long[] gathered;

  public Signal() {}

  public Signal(
      String rule, String group, long time, String eventId, String value, Activity activity) {
    this.rule = rule;
    this.group = group;
    this.time = time;
    this.eventId = eventId;
    this.value = value;
    this.activity = activity;
  }
}
