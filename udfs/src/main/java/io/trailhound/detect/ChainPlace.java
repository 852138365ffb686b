package io.trailhound.detect;

/** Where the last chain that was told under an id ends. Rests in state. */
public final class ChainPlace {
  /** Of its last step, milliseconds. */
  public long time;

  /** The rule and the event of its last step. */
  public String step;

  public String eventId;

  /** From when on no alert with the id can come, milliseconds. */
  public long until;

  public ChainPlace() {}
}
