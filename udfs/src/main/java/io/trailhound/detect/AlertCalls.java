package io.trailhound.detect;

import io.trailhound.match.MatchRules;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Final alerts of correlations in, the calls out that they are for counts over them, where {@link
 * MatchRules} has those of events. Only what is final can be counted, because a count takes nothing
 * back.
 *
 * <p>An alert becomes final later than the time at which it stands ({@link AlertPlace}): a count
 * with its window. So the watermark goes on as much behind, and what counts alerts goes by it.
 */
final class AlertCalls extends AbstractStreamOperator<Signal>
    implements OneInputStreamOperator<Alert, Signal> {
  static final String UID = "alert-calls";

  private static final long serialVersionUID = 1L;

  private final Map<String, List<AlertUse>> usesByRule;
  private final Set<String> sliding = new HashSet<>();

  /** Those that are about which rules there are. */
  private final Set<String> byRule = new HashSet<>();

  private final long behind;

  /**
   * @param counts those that the calls are for
   */
  AlertCalls(List<Rule> rules, Function<String, List<Feed>> feeds, List<Rule.ValueCount> counts) {
    Set<String> names = counts.stream().map(Rule::name).collect(Collectors.toSet());
    usesByRule = AlertUse.all(rules, feeds, names);
    counts.stream().filter(Rule.ValueCount::sliding).forEach(count -> sliding.add(count.name()));
    counts.stream().filter(c -> c.expression() != null).forEach(c -> byRule.add(c.name()));
    behind =
        rules.stream()
            .filter(rule -> usesByRule.containsKey(rule.name()))
            .mapToLong(rule -> Chains.settled(rule, rules))
            .max()
            .orElse(0);
  }

  /**
   * Attaches the operator.
   *
   * @param type of signals on their way
   */
  static SingleOutputStreamOperator<Signal> attach(
      DataStream<Alert> alerts, AlertCalls operator, TypeInformation<Signal> type, String uid) {
    return alerts.transform("AlertCalls", type, operator).uid(uid);
  }

  @Override
  public void processElement(StreamRecord<Alert> element) {
    Alert alert = element.getValue();
    if (!alert.phase.equals(Alert.FINAL)) {
      return;
    }
    for (AlertUse use : usesByRule.getOrDefault(alert.rule, List.of())) {
      use.in(alert).forEach((group, brought) -> send(alert, use, group, brought));
    }
  }

  private void send(Alert alert, AlertUse use, String group, AlertUse.Brought brought) {
    Set<String> values = byRule.contains(use.correlation()) ? Set.of(alert.rule) : brought.values();
    String value = values.size() == 1 ? Values.of(values.iterator().next()) : Values.join(values);
    Signal call =
        new Signal(
            use.correlation(),
            group,
            AlertPlace.time(alert),
            AlertPlace.counted(alert),
            values.isEmpty() ? null : value,
            brought.activity());
    output.collect(
        sliding.contains(use.correlation()) ? MatchRules.SLIDING_COUNT : MatchRules.VALUE_COUNT,
        new StreamRecord<>(call, call.time));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean isEnd = mark.getTimestamp() == Long.MAX_VALUE;
    boolean fits = mark.getTimestamp() > Long.MIN_VALUE + behind;
    if (isEnd || fits) {
      super.processWatermark(isEnd ? mark : new Watermark(mark.getTimestamp() - behind));
    }
  }
}
