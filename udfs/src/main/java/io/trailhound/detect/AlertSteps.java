package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Alerts of correlations in, out the steps they are in sequences: final ones as certain steps,
 * early ones to {@link #EARLY_STEPS}, and those that were taken back, without an activity. {@link
 * AlertPlace} says when a step is, {@link AlertUse} in which groups.
 */
public final class AlertSteps extends ProcessFunction<Alert, Signal> {
  public static final String UID = "alert-steps";

  public static final OutputTag<Signal> EARLY_STEPS =
      new OutputTag<>("early-steps", Types.POJO(Signal.class));

  private final Map<String, List<AlertUse>> usesByRule;

  /**
   * @param sequences those that the steps are for
   * @param feeds what the alerts of a rule are for
   */
  AlertSteps(List<Rule> rules, Function<String, List<Feed>> feeds, List<Rule.Sequence> sequences) {
    Set<String> names = sequences.stream().map(Rule::name).collect(Collectors.toSet());
    usesByRule = AlertUse.all(rules, feeds, names);
  }

  /**
   * Attaches the operator.
   *
   * @param type of signals on their way
   */
  static SingleOutputStreamOperator<Signal> attach(
      DataStream<Alert> alerts, AlertSteps function, TypeInformation<Signal> type, String uid) {
    return alerts.process(function, type).name("AlertSteps").uid(uid);
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Signal> out) {
    for (AlertUse use : usesByRule.getOrDefault(alert.rule, List.of())) {
      for (Map.Entry<String, AlertUse.Brought> each : use.in(alert).entrySet()) {
        Signal step = step(alert, use, each.getKey(), each.getValue().activity());
        if (alert.phase.equals(Alert.FINAL)) {
          out.collect(step);
          continue;
        }
        if (alert.phase.equals(Alert.WITHDRAWN)) {
          step.activity = null;
        }
        ctx.output(EARLY_STEPS, step);
      }
    }
  }

  private static Signal step(Alert alert, AlertUse use, String group, Activity caller) {
    Signal step =
        new Signal(
            use.correlation(),
            group,
            AlertPlace.time(alert),
            AlertPlace.event(alert),
            alert.rule,
            caller);
    step.arrival = alert.arrival;
    step.alert = alert.id;
    return step;
  }
}
