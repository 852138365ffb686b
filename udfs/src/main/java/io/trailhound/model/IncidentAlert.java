package io.trailhound.model;

/** An alert as its incident shows it. */
public final class IncidentAlert {
  public String id;
  public String rule;

  /** Event time, milliseconds. */
  public long time;

  public String message;

  public IncidentAlert() {}
}
