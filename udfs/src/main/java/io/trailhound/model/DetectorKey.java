package io.trailhound.model;

/**
 * What the state of a detector is keyed by. Strings only: equal keys must hash alike in every JVM.
 *
 * @param rule the rule's name
 * @param group the group-by values, see {@link Group}
 */
public record DetectorKey(String rule, String group) {
  public static DetectorKey of(Signal signal) {
    return new DetectorKey(signal.rule, signal.group);
  }

  /** Written out, because key groups hang on it and a record's own formula is not specified. */
  @Override
  public int hashCode() {
    return 31 * rule.hashCode() + group.hashCode();
  }
}
