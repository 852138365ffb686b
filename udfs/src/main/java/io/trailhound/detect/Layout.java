package io.trailhound.detect;

import io.trailhound.rules.Rule;
import org.apache.flink.streaming.api.TimerService;

/** How {@link SlidingCount} keeps the calls of a rule. */
final class Layout {
  private Layout() {}

  /** What it hangs on: under another one the state of a key is laid out anew. */
  static String of(Rule.ValueCount rule) {
    if (rule.measure() != null) {
      return rule.timespan() + " " + rule.measure();
    }
    if (rule.expression() != null) {
      return rule.timespan() + " " + rule.expression().words();
    }
    String counts = rule.field() == null ? " calls by " : " values by ";
    return rule.timespan() + " " + rule.threshold() + counts + stretch(rule);
  }

  /** Calls are looked for near a window, or where more calls can undo a count by their time. */
  static long stretch(Rule.ValueCount rule) {
    return rule.monotone() ? rule.span() : 1;
  }

  /** For a call that is the first one of its stretch. */
  static void registerTimers(Rule.ValueCount rule, Call call, TimerService timers) {
    long span = rule.span();
    if (rule.monotone()) {
      timers.registerEventTimeTimer(Times.windowStart(call.time(), span) + 2 * span - 1);
    } else {
      timers.registerEventTimeTimer(call.time());
      timers.registerEventTimeTimer(call.time() + span - 1);
    }
  }

  /** Whether {@link EarlySums} looks at it. */
  static boolean isEarlySum(Rule.ValueCount rule) {
    return rule.measure() != null && rule.measure().early();
  }
}
