package io.trailhound.job.cli;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.flink.metrics.Counter;

/** The sum of one metric over all subtasks, those included that ended and took theirs with them. */
final class Tally {
  private final Set<Counter> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private long ended;

  void add(Counter counter) {
    live.add(counter);
  }

  void remove(Counter counter) {
    if (live.remove(counter)) {
      ended += counter.getCount();
    }
  }

  long sum() {
    return ended + live.stream().mapToLong(Counter::getCount).sum();
  }
}
