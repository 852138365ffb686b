package io.trailhound.detect;

/**
 * One tumbling window of one group. The window is part of the key, so that closing it reads its own
 * events only, however many windows of a busy principal are open.
 *
 * @param start window start, milliseconds
 */
public record WindowKey(String rule, String group, long start) {
  /** Written out, because key groups hang on it and a record's own formula is not specified. */
  @Override
  public int hashCode() {
    return 31 * (31 * rule.hashCode() + group.hashCode()) + Long.hashCode(start);
  }
}
