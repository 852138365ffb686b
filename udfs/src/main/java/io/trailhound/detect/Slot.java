package io.trailhound.detect;

/** A place in one of the lists of {@link ListsByTime}. */
public record Slot(long time, int index) {
  /** Written out, because a record's own formula is not specified. */
  @Override
  public int hashCode() {
    return 31 * Long.hashCode(time) + index;
  }
}
