package io.trailhound.benchmarks.tutorial;

/** What a tutorial would take out of a record. */
public final class TutorialCall {
  /** Milliseconds. */
  public long time;

  public String id;
  public String provider;
  public String action;
  public String region;
  public String agent;
  public String type;
  public String arn;
  public String user;
  public boolean success;

  /** 0 when unknown. */
  public long network;

  /** Null when unknown. */
  public String organization;

  public TutorialCall() {}
}
