package io.trailhound.detect;

import io.trailhound.model.Alert;

/** What was told of an incident under one id. Rests in state. */
public final class IncidentTold {
  /** Of the last revision, from 1. */
  public long revision;

  /** How many alerts it had. */
  public long number;

  /** As it was told, until it's taken back; then nothing. */
  public Alert shown;

  /** Whether it was taken back; then only its final revision may follow. */
  public boolean withdrawn;

  public IncidentTold() {}
}
