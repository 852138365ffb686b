package io.trailhound.detect;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * An operator that holds things back for others to join them, but not for long by the machine's
 * clock, nor behind the watermark that makes them late, nor behind a checkpoint. So there's no
 * state, and what is final can't depend on what went together.
 */
abstract class SendSoon<I, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O> {
  private static final long serialVersionUID = 1L;

  private final long within;
  private final int mostPeriods;

  /** Before the watermark gets here, everything has to be on its way. */
  private transient long due;

  private transient boolean timer;

  /** That passed since something was held first. */
  private transient int periods;

  /**
   * @param within how long something is held, milliseconds
   * @param mostPeriods how many times as long while {@link #isBusy}
   */
  SendSoon(long within, int mostPeriods) {
    this.within = within;
    this.mostPeriods = mostPeriods;
  }

  @Override
  public void open() throws Exception {
    super.open();
    due = Long.MAX_VALUE;
  }

  /** Sends all that is held. */
  abstract void send();

  /** Whether so much came in the period that ends that more is worth waiting for. */
  boolean isBusy() {
    return false;
  }

  /**
   * Notes that something is held.
   *
   * @param until the watermark that it mustn't come behind, milliseconds
   */
  void holds(long until) {
    due = Math.min(due, until);
    if (!timer) {
      timer = true;
      periods = 0;
      startPeriod();
    }
  }

  private void startPeriod() {
    ProcessingTimeService clock = getProcessingTimeService();
    Object unused =
        clock.registerTimer(clock.getCurrentProcessingTime() + within, time -> endPeriod());
  }

  private void endPeriod() {
    periods++;
    if (isBusy() && periods < mostPeriods) {
      startPeriod();
    } else {
      timer = false;
      sendAll();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() >= due) {
      sendAll();
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    sendAll();
  }

  @Override
  public void finish() throws Exception {
    sendAll();
    super.finish();
  }

  private void sendAll() {
    send();
    due = Long.MAX_VALUE;
  }
}
