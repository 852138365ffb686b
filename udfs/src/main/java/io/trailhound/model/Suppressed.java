package io.trailhound.model;

import java.util.List;

/** What an alert says of those like it that were held back behind it within a period. */
public final class Suppressed {
  /** How many, the alert itself not among them. */
  public long number;

  /** Event time of the first and last of them, milliseconds; null when there are none. */
  public Long first;

  public Long last;

  /** What they were about and from where, each list at most 100. */
  public List<String> actions;

  public List<String> addresses;

  /** When the period is over, milliseconds; the first that isn't in it. */
  public long until;

  /** The how manieth revision of its id this is, from 1. Not in the alert document. */
  public long revision;

  /** A period that begins in [idFrom, idTo) has this alert's id. Not in the alert document. */
  public long idFrom;

  public long idTo;

  public Suppressed() {}
}
