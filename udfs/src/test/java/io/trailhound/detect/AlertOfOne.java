package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.List;

/** A signal alone in, the alert out that its detector would make if one signal were enough. */
public final class AlertOfOne {
  private AlertOfOne() {}

  /** Null for what no alert can be made of: trusted events. */
  public static Alert of(Rule rule, Signal signal) {
    if (rule instanceof Rule.NewTerms terms) {
      Episode episode = new TermHistory().add(signal, terms.life().toMillis()).episode();
      return AlertFactory.newTerm(terms, signal.group, signal.value, episode, null, Alert.EARLY);
    } else if (rule instanceof Rule.ValueCount count) {
      long span = count.timespan().toMillis();
      long start = Times.windowStart(signal.time, span);
      List<Call> calls = List.of(Call.of(signal));
      return AlertFactory.valueCount(
          count, signal.group, start, start + span, CallSummary.of(count, calls), Alert.FINAL);
    } else if (rule instanceof Rule.Sequence sequence) {
      return AlertFactory.sequence(sequence, signal.group, List.of(signal), Alert.FINAL);
    } else if (rule instanceof Rule.RareRatio ratio) {
      return signal.activity == null ? null : ratio(ratio, signal);
    }
    return AlertFactory.match((Rule.Match) rule, signal);
  }

  private static Alert ratio(Rule.RareRatio rule, Signal signal) {
    long every = rule.every().toMillis();
    RatioSummary summary = new RatioSummary(rule, Times.windowStart(signal.time, every) + every);
    UncommonHour hour = new UncommonHour();
    hour.add(signal);
    summary.add(hour);
    return AlertFactory.rareRatio(rule, signal.group, summary, Alert.FINAL);
  }
}
