package io.trailhound.detect;

import io.trailhound.match.MatchRules;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Signal;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Links;
import io.trailhound.rules.Rule;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Correlations over correlations: what matching gives and the alerts of the first stage in, the
 * alerts of all stages out. A stage counts alerts of those before it, and its sequences take these
 * counts and the sequences before as steps.
 *
 * <p>Rules bring their stage with them, as sequences bring their CEP operator: where none of them
 * is about others in that way, there is only the first.
 */
public final class Stages {
  private final DataStream<Signal> steps;
  private final SignalStreams signals;
  private final List<Rule> rules;
  private final Function<String, List<Feed>> feeds;

  private DataStream<Alert> alerts;
  private DataStream<DeadLetter> late;

  /**
   * @param signals what matching gives
   * @param rules all loaded rules
   * @param feeds what the alerts of a rule are for
   */
  public Stages(SignalStreams signals, List<Rule> rules, Function<String, List<Feed>> feeds) {
    this.signals = signals;
    this.steps = signals.to(MatchRules.STEPS);
    this.rules = rules;
    this.feeds = feeds;
  }

  /** The uid of an operator that each stage has. */
  static String uid(String uid, int stage) {
    return stage == 1 ? uid : uid + ":" + stage;
  }

  /** The uid that the operator of a uid has in the first stage; of another operator its own. */
  public static String uidOfFirst(String uid) {
    int end = uid.lastIndexOf(':');
    return stage(uid) == 1 ? uid : uid.substring(0, end);
  }

  /** Which stage the operator of a uid is in; 1 where it's in none. */
  public static int stage(String uid) {
    return IntStream.rangeClosed(2, Links.MOST_STAGES)
        .filter(stage -> uid.endsWith(":" + stage) && !uid.startsWith(Sequence.CEP_UID_PREFIX))
        .findAny()
        .orElse(1);
  }

  /**
   * Attaches the sequences of the first stage, and all further stages.
   *
   * @param stateful alerts of the detectors of the first stage
   * @param lateThere what was late there
   */
  public Stages attach(DataStream<Alert> stateful, DataStream<DeadLetter> lateThere) {
    alerts = stateful;
    late = lateThere;
    alerts = alerts.union(sequences(1, steps));
    int last = rules.stream().mapToInt(rule -> rule.links().stage()).max().orElse(1);
    for (int stage = 2; stage <= last; stage++) {
      counts(stage);
      alerts = alerts.union(sequences(stage, of(stage, Rule.Sequence.class, steps, "steps")));
    }
    return this;
  }

  private DataStream<Alert> sequences(int stage, DataStream<Signal> own) {
    List<Rule.Sequence> sequences = in(stage, Rule.Sequence.class);
    SingleOutputStreamOperator<Signal> alertSteps =
        AlertSteps.attach(
            alerts,
            new AlertSteps(rules, feeds, sequences),
            signals.type(),
            uid(AlertSteps.UID, stage));
    return Sequence.attach(
        own.union(alertSteps),
        MatchRules.output(alertSteps, AlertSteps.EARLY_STEPS),
        Sequence.chains(sequences, rules),
        stage);
  }

  private void counts(int stage) {
    List<Rule.ValueCount> counts = in(stage, Rule.ValueCount.class);
    SingleOutputStreamOperator<Signal> calls =
        AlertCalls.attach(
            alerts,
            new AlertCalls(rules, feeds, counts),
            signals.type(),
            uid(AlertCalls.UID, stage));
    SingleOutputStreamOperator<Alert> tumbling =
        ValueCount.attach(
            calls(stage, MatchRules.VALUE_COUNT, calls),
            counts.stream().filter(count -> !count.sliding()).toList(),
            uid(ValueCount.UID, stage));
    SingleOutputStreamOperator<Alert> sliding =
        SlidingCount.attach(
            calls(stage, MatchRules.SLIDING_COUNT, calls),
            counts.stream().filter(Rule.ValueCount::sliding).toList(),
            uid(SlidingCount.UID, stage));
    alerts = alerts.union(tumbling, sliding);
    late =
        late.union(tumbling.getSideOutput(MatchRules.LATE), sliding.getSideOutput(MatchRules.LATE));
  }

  /** A count may be about events and alerts together. */
  private DataStream<Signal> calls(
      int stage, OutputTag<Signal> tag, SingleOutputStreamOperator<Signal> alertCalls) {
    return of(stage, Rule.ValueCount.class, signals.to(tag), tag.getId())
        .union(MatchRules.output(alertCalls, tag));
  }

  /** What of the signals is for rules of a stage, so that no other crosses the network. */
  private DataStream<Signal> of(
      int stage, Class<? extends Rule> kind, DataStream<Signal> all, String what) {
    Set<String> names = in(stage, kind).stream().map(Rule::name).collect(Collectors.toSet());
    return all.filter(signal -> names.contains(signal.rule))
        .name("Stage " + stage)
        .uid("stage:" + stage + ":" + what);
  }

  private <R extends Rule> List<R> in(int stage, Class<R> kind) {
    return in(rules, stage, kind);
  }

  /** The rules of a kind in a stage, at most {@link Links#MOST_STAGES}. */
  public static <R extends Rule> List<R> in(List<Rule> rules, int stage, Class<R> kind) {
    return rules.stream()
        .filter(rule -> kind.isInstance(rule) && rule.links().stage() == stage)
        .map(kind::cast)
        .toList();
  }

  /** Of all stages. */
  public DataStream<Alert> alerts() {
    return alerts;
  }

  /** What was late for any of them. */
  public DataStream<DeadLetter> late() {
    return late;
  }
}
