package io.trailhound.detect;

import io.trailhound.alert.Flush;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Alerts of stateful rules in, out the steps they are in sequences: final ones as certain steps,
 * early ones to {@link #EARLY_STEPS}, and those that were taken back, without an activity.
 *
 * <p>A count takes its place in a chain at the event that completes it, a new term at its first
 * event. An alert over a window that more events could still undo takes it at the window's end.
 */
public final class AlertSteps extends ProcessFunction<Alert, Signal> {
  public static final String UID = "alert-steps";

  public static final OutputTag<Signal> EARLY_STEPS =
      new OutputTag<>("early-steps", Types.POJO(Signal.class));

  /** A sequence that refers to a rule, and which of the rule's group-by values form its group. */
  private record Use(String sequence, int[] group) implements Serializable {}

  private final Map<String, List<Use>> usesByRule = new HashMap<>();

  AlertSteps(List<Rule> rules) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Sequence sequence) {
        for (Rule stateful : rules) {
          if (sequence.steps().contains(stateful.name()) && !(stateful instanceof Rule.Match)) {
            usesByRule
                .computeIfAbsent(stateful.name(), name -> new ArrayList<>())
                .add(new Use(sequence.name(), positions(sequence.groupBy(), stateful.groupBy())));
          }
        }
      }
    }
  }

  /** Attaches the operator; {@code rules} are all loaded rules. */
  public static SingleOutputStreamOperator<Signal> attach(
      DataStream<Alert> alerts, List<Rule> rules) {
    return alerts
        .process(new AlertSteps(rules), Types.POJO(Signal.class))
        .name("AlertSteps")
        .uid(UID)
        .setBufferTimeout(Flush.ALERTS_WITHIN_MILLIS);
  }

  private static int[] positions(List<GroupField> wanted, List<GroupField> given) {
    return wanted.stream()
        .mapToInt(field -> given.stream().map(GroupField::field).toList().indexOf(field.field()))
        .toArray();
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Signal> out) {
    for (Use use : usesByRule.getOrDefault(alert.rule, List.of())) {
      Signal step = step(alert, use);
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

  private static Signal step(Alert alert, Use use) {
    String[] given = Group.split(alert.group);
    String[] group = new String[use.group.length];
    for (int i = 0; i < group.length; i++) {
      group[i] = given[use.group[i]];
    }
    Signal step =
        new Signal(
            use.sequence, Group.join(group), time(alert), event(alert), alert.rule, alert.activity);
    step.arrival = alert.arrival;
    step.alert = alert.id;
    return step;
  }

  private static long time(Alert alert) {
    if (alert.completed != null) {
      return alert.completed;
    }
    return alert.windowEnd == null ? alert.time : alert.windowEnd - 1;
  }

  private static String event(Alert alert) {
    if (alert.completedBy != null) {
      return alert.completedBy;
    }
    return alert.windowEnd == null ? Objects.requireNonNull(alert.eventIds).get(0) : alert.id;
  }
}
