package io.trailhound.match;

import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Watermarks in, no more out than one in {@link #MILLIS}: the latest. A trail that is read back has
 * a second of event time in every other record, and each watermark goes to all operators of the
 * job, thirty times over the network, where in a running trail it comes once a second. What is late
 * is decided before, and what detectors find doesn't hang on how far apart watermarks are.
 */
final class WatermarkPace {
  /** By the machine's clock. */
  static final long MILLIS = 100;

  private final ProcessingTimeService clock;
  private final WatermarkMemory.Action downstream;

  /** Null when it's on its way. */
  private Watermark waiting;

  private long sent = Long.MIN_VALUE;
  private boolean timer;

  WatermarkPace(ProcessingTimeService clock, WatermarkMemory.Action downstream) {
    this.clock = clock;
    this.downstream = downstream;
  }

  /** Takes a watermark that is ahead of those before. */
  void advance(Watermark mark) throws Exception {
    waiting = mark;
    long now = clock.getCurrentProcessingTime();
    // A clock that was set back doesn't stop the watermark.
    boolean due = sent == Long.MIN_VALUE || now >= sent + MILLIS || now < sent;
    if (due || mark.equals(Watermark.MAX_WATERMARK)) {
      sendAt(now);
    } else if (!timer) {
      timer = true;
      Object unused =
          clock.registerTimer(
              sent + MILLIS,
              time -> {
                timer = false;
                sendAt(time);
              });
    }
  }

  private void sendAt(long now) throws Exception {
    sent = now;
    send();
  }

  /** Sends what waits: nothing may be ahead of it, or go without it into a checkpoint. */
  void send() throws Exception {
    if (waiting != null) {
      Watermark mark = waiting;
      waiting = null;
      downstream.at(mark);
    }
  }
}
