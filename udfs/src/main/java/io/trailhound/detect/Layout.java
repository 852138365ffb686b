package io.trailhound.detect;

import io.trailhound.rules.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.TimerService;

/** How {@link SlidingCount} keeps the calls of a rule. */
final class Layout {
  private static final Pattern OF_COUNTS =
      Pattern.compile("\\S+ Threshold\\[[^]]*] (?:calls|values) by (\\d+)");

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

  /** How long stretches are under a layout, which {@link #of} has made. */
  static long stretch(String layout) {
    Matcher counts = OF_COUNTS.matcher(layout);
    return counts.matches() ? Long.parseLong(counts.group(1)) : 1;
  }

  /** Calls are looked for near a window, or where more calls can undo a count by their time. */
  static long stretch(Rule.ValueCount rule) {
    return rule.monotone() ? rule.span() : 1;
  }

  /**
   * For the first call of a stretch.
   *
   * @param time of the call, or where its stretch begins
   */
  static void registerTimers(Rule.ValueCount rule, long time, TimerService timers) {
    long span = rule.span();
    if (rule.monotone()) {
      timers.registerEventTimeTimer(Times.windowStart(time, span) + 2 * span - 1);
    } else {
      timers.registerEventTimeTimer(time);
      timers.registerEventTimeTimer(time + span - 1);
    }
  }

  /** Whether {@link EarlySums} looks at it. */
  static boolean isEarlySum(Rule.ValueCount rule) {
    return rule.measure() != null && rule.measure().early();
  }
}
