package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.Arrays;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Trusted events of rare_ratio as they come together: the first one's signal and all ids. */
final class Gathered {
  private final Signal first;
  private long latest = Long.MIN_VALUE;
  private long[] ids = new long[2];
  private int used;

  Gathered(Signal first) {
    this.first = first;
  }

  /** Adds an event, which may be the first; returns how many there are now. */
  int add(Signal signal) {
    if (used == ids.length) {
      ids = Arrays.copyOf(ids, 2 * used);
    }
    EventHash id = EventHash.of(signal.eventId);
    ids[used++] = id.high();
    ids[used++] = id.low();
    latest = Math.max(latest, signal.time);
    return used / 2;
  }

  /**
   * All of them as one, under the time of the latest.
   *
   * @param end last millisecond of their hour
   */
  StreamRecord<Signal> record(long end) {
    Signal all = new Signal(first.rule, first.group, end, null, first.value, null);
    all.arrival = first.arrival;
    all.gathered = Arrays.copyOf(ids, used);
    return new StreamRecord<>(all, latest);
  }
}
