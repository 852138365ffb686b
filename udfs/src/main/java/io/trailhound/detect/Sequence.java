package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * Steps of sequences in, alerts for completed chains out (docs/contract.md section 2.5): {@link
 * SequenceSteps} gives the early ones, one Flink CEP operator per rule decides the final ones.
 */
public final class Sequence {
  public static final String STEPS_UID = "sequence-steps";

  public static final String REVISIONS_UID = "sequence-revisions";

  /** Followed by the rule's name: the only operators that rules bring with them. */
  public static final String CEP_UID_PREFIX = "cep:";

  private static final String AGAIN = "again";

  private Sequence() {}

  /**
   * Attaches the operators of the first stage.
   *
   * @param steps matches, and final alerts of stateful rules
   * @param earlySteps early alerts of stateful rules
   * @param all all loaded rules
   */
  public static DataStream<Alert> attach(
      DataStream<Signal> steps, DataStream<Signal> earlySteps, List<Rule> all) {
    List<Rule.Sequence> first = Stages.in(all, 1, Rule.Sequence.class);
    return attach(steps, earlySteps, chains(first, all), 1);
  }

  /** The same for the rules of a stage. */
  static DataStream<Alert> attach(
      DataStream<Signal> steps, DataStream<Signal> earlySteps, List<Chains> rules, int stage) {
    SingleOutputStreamOperator<Signal> once =
        steps
            .connect(earlySteps)
            .keyBy(DetectorKey::of, DetectorKey::of, Types.POJO(DetectorKey.class))
            .transform(
                "SequenceSteps",
                Types.POJO(Signal.class),
                new StepsOperator<>(new SequenceSteps(rules)))
            .uid(Stages.uid(STEPS_UID, stage));
    DataStream<Alert> alerts = once.getSideOutput(SequenceSteps.EARLY_ALERTS);
    for (Chains rule : rules) {
      alerts = alerts.union(finals(once, rule));
    }
    return SequenceRevisions.attach(alerts, rules, Stages.uid(REVISIONS_UID, stage));
  }

  /**
   * @param all where the referenced rules are
   */
  static List<Chains> chains(List<Rule.Sequence> rules, List<Rule> all) {
    return rules.stream().map(rule -> Chains.of(rule, all)).toList();
  }

  static DataStream<Alert> finals(DataStream<Signal> steps, Chains chains) {
    Rule.Sequence rule = chains.rule();
    String name = rule.name();
    return steps
        .filter(step -> step.rule.equals(name))
        .name("Steps of " + name)
        .uid("steps-of:" + name)
        .keyBy(DetectorKey::of, Types.POJO(DetectorKey.class))
        .transform(
            "Sequence " + name,
            Types.POJO(Alert.class),
            new ChainOperator(pattern(rule, chains), chains, new Completed(rule)))
        .uid(CEP_UID_PREFIX + name);
  }

  /** The chain as a CEP pattern: stages named "0", "1", ... */
  static Pattern<Signal, ?> pattern(Rule.Sequence rule, Chains chains) {
    Pattern<Signal, Signal> pattern =
        Pattern.<Signal>begin("0", AfterMatchSkipStrategy.skipPastLastEvent())
            .where(new Next(chains, 0));
    for (int stage = 1; stage < rule.least(); stage++) {
      if (stage == 1) {
        pattern = pattern.notFollowedBy(AGAIN).where(new Again(chains));
      }
      pattern = pattern.followedBy(Integer.toString(stage)).where(new Next(chains, stage));
    }
    // Steps come in batches stamped with their end; Next looks at the steps' own times.
    return pattern.within(rule.timespan().plusMillis(SequenceSteps.BATCH));
  }

  /** Whether a step is the next one of the chain so far. */
  static final class Next extends IterativeCondition<Signal> {
    private final Chains chains;
    private final int stage;

    Next(Chains chains, int stage) {
      this.chains = chains;
      this.stage = stage;
    }

    @Override
    public boolean filter(Signal step, IterativeCondition.Context<Signal> ctx) throws Exception {
      List<Signal> taken = new ArrayList<>(stage);
      for (int before = 0; before < stage; before++) {
        ctx.getEventsForPattern(Integer.toString(before)).forEach(taken::add);
      }
      return chains.wants(taken, step) && (stage == 0 || chains.within(taken.get(0), step));
    }
  }

  /** Whether the first step comes again, so that the older chain can go. */
  static final class Again extends IterativeCondition<Signal> {
    private final Chains chains;

    Again(Chains chains) {
      this.chains = chains;
    }

    @Override
    public boolean filter(Signal step, IterativeCondition.Context<Signal> ctx) throws Exception {
      for (Signal first : ctx.getEventsForPattern("0")) {
        if (chains.supersedes(List.of(first), step)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Turns a match into the final alert. */
  static final class Completed extends PatternProcessFunction<Signal, Alert> {
    private final Rule.Sequence rule;

    Completed(Rule.Sequence rule) {
      this.rule = rule;
    }

    @Override
    public void processMatch(
        Map<String, List<Signal>> match, PatternProcessFunction.Context ctx, Collector<Alert> out) {
      List<Signal> chain = new ArrayList<>(rule.least());
      for (int stage = 0; stage < rule.least(); stage++) {
        chain.add(match.get(Integer.toString(stage)).get(0));
      }
      out.collect(AlertFactory.sequence(rule, chain.get(0).group, chain, Alert.FINAL));
    }
  }
}
