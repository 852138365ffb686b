package io.trailhound.detect;

/** A call in a stretch of time, to count each delivery of it once. */
public record CallId(long stretch, String eventId) {
  /** Written out, because a record's own formula is not specified. */
  @Override
  public int hashCode() {
    return 31 * Long.hashCode(stretch) + eventId.hashCode();
  }
}
