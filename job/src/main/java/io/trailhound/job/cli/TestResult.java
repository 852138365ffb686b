package io.trailhound.job.cli;

import java.util.List;

/**
 * How a rule's examples came out.
 *
 * @param tried whether there are any
 * @param differences from what is expected, in words
 * @param reasons where nothing fired, what is to blame
 * @param notices of dead letters and late events
 */
record TestResult(
    String rule,
    boolean tried,
    List<String> differences,
    List<String> reasons,
    List<String> notices) {

  boolean holds() {
    return differences.isEmpty();
  }
}
