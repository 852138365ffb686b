package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/** What windows of sliding counts are decided to be, to alerts and the timers that end them. */
final class SlidingAlerts {
  private final HeldCalls calls;
  private final MovingCount moving;

  SlidingAlerts(HeldCalls calls, MovingCount moving) {
    this.calls = calls;
    this.moving = moving;
  }

  /** Sends early alerts of windows that fire now, and takes back those that do no more. */
  void tell(
      Rule.ValueCount rule,
      String group,
      WindowSearch.Change change,
      long arrival,
      TimerService timers,
      Collector<Alert> out)
      throws Exception {
    for (long start : change.fired()) {
      timers.registerEventTimeTimer(start + rule.span() - 1);
      out.collect(of(rule, group, start, Alert.EARLY).arrivedAt(arrival));
    }
    for (long start : change.undone()) {
      out.collect(of(rule, group, start, Alert.WITHDRAWN));
    }
    for (long start : change.putOff()) {
      timers.registerEventTimeTimer(start + rule.span() - 1);
    }
  }

  /** The alert of the window that begins at {@code start}, from the calls known by now. */
  Alert of(Rule.ValueCount rule, String group, long start, String phase) throws Exception {
    long end = start + rule.span();
    CallSummary window = new CallSummary(rule);
    if (rule.monotone()) {
      calls.forEach(start, end, rule.span(), window::add);
    } else if (Layout.isEarlySum(rule) && !phase.equals(Alert.FINAL)) {
      moving.forEachHeld(start, end, window::add);
    } else {
      moving.forEach(start, window::add);
    }
    return AlertFactory.valueCount(rule, group, start, end, window, phase);
  }
}
