package io.trailhound.detect;

import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The {@link Stretch}es of a group by their beginning, and the windows that fired in them. */
final class Stretches {
  static final MapStateDescriptor<Long, Stretch> STATE =
      new MapStateDescriptor<>("stretches", Types.LONG, Types.POJO(Stretch.class));

  private final MapState<Long, Stretch> stretches;

  Stretches(RuntimeContext context) {
    stretches = context.getMapState(STATE);
  }

  /** The stretch that begins at {@code home}; an empty one where there is none. */
  Stretch at(long home) throws Exception {
    Stretch stretch = stretches.get(home);
    return stretch == null ? new Stretch() : stretch;
  }

  /** One that knows nothing is none, whatever had been there. */
  void put(long home, Stretch stretch) throws Exception {
    if (stretch.isEmpty()) {
      stretches.remove(home);
    } else {
      stretches.put(home, stretch);
    }
  }

  /** Start of the first window that fired and begins in [from, to), or null. */
  Long fired(long from, long to, long span) throws Exception {
    for (long home = Times.windowStart(from, span); home < to; home += span) {
      Long fired = at(home).fired;
      if (fired != null && fired >= from && fired < to) {
        return fired;
      }
    }
    return null;
  }

  void setFired(long at, long span, boolean fires) throws Exception {
    long home = Times.windowStart(at, span);
    Stretch stretch = at(home);
    stretch.fired = fires ? (Long) at : null;
    stretch.revisions = 0;
    put(home, stretch);
  }

  /** Adds the starts of all windows that fired to {@code all}. */
  void addFired(Set<Long> all) throws Exception {
    for (Stretch stretch : stretches.values()) {
      if (stretch.fired != null) {
        all.add(stretch.fired);
      }
    }
  }

  void remove(long home) throws Exception {
    stretches.remove(home);
  }

  void clear() {
    stretches.clear();
  }
}
