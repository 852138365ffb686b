package io.trailhound.model;

import java.util.List;

/** The alerts of one principal that lie close together, as part of the {@link Alert} they are. */
public final class Incident {
  /** Whose they are: the person behind the caller where that's known, else the principal. */
  public String principal;

  /** Times of the first and the last alert, milliseconds. */
  public long from;

  public long last;

  /** How many alerts there are. */
  public long number;

  /** Names of their rules, in the order of their first alerts. */
  public List<String> rules;

  /** The first 100 alerts, in order. */
  public List<IncidentAlert> alerts;

  /** The how manieth revision of its id this is, from 1. Not in the document. */
  public long revision;

  public Incident() {}
}
