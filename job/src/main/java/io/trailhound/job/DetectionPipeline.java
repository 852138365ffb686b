package io.trailhound.job;

import io.trailhound.detect.AddActor;
import io.trailhound.detect.AlertingRules;
import io.trailhound.detect.GroupByActor;
import io.trailhound.detect.MatchOnce;
import io.trailhound.detect.NewTerms;
import io.trailhound.detect.RareRatio;
import io.trailhound.detect.ResolveKeys;
import io.trailhound.detect.SignalStreams;
import io.trailhound.detect.SlidingCount;
import io.trailhound.detect.Stages;
import io.trailhound.detect.Suppress;
import io.trailhound.detect.TrailSilence;
import io.trailhound.detect.ValueCount;
import io.trailhound.enrich.EnrichNetwork;
import io.trailhound.enrich.LookupFiles;
import io.trailhound.match.MatchRules;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.Alert;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.model.KeyHolder;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph: decoded input in, alerts, dead letters and late events out. Sources and sinks come
 * from outside; the operators and their uids are the same whatever the configuration. Rules bring
 * theirs: one CEP operator per sequence rule, and a stage where correlations are about others.
 *
 * <pre>
 *   decoded input
 *        |
 *   EnrichNetwork   source address -> AS number, organisation, place   -> dead letters
 *        |
 *   MatchRules      all conditions in one pass, a Signal per rule      -> late events
 *        |
 *        +-- matches --------- MatchOnce     once per rule and event -----------> alerts
 *        +-- new terms ------- NewTerms      known for 10 days of event time ---> alerts --+
 *        +-- counts ---------- ValueCount    tumbling windows ------------------> alerts --+
 *        +-- sliding counts -- SlidingCount  windows that begin at a call ------> alerts --+
 *        +-- populations ----- GatherTrusted what goes to the same bucket, together        |
 *        |                         |                                                       |
 *        |                     RareRatio     hourly buckets over 7 days --------> alerts --+
 *        |                     (what is late for the last four -> late events)             |
 *        |                      AlertSteps   alerts that are steps of a sequence ----------+
 *        |                          |
 *        +-- steps ----------- Sequence      early look, CEP decides -----------> alerts --+
 *                                                                                          |
 *                                Stages      counts of alerts, sequences of sequences: ----+
 *                                            the same again, where rules ask for it
 *
 *   all alerts ------- Suppress    where a rule says so, one for a period -------> alerts
 *
 *   keys that are handed out ---- ResolveKeys    who is behind which; where somebody asks for it
 *        +-- signals of rules that group by that -- GroupByActor ---> the detectors above
 *        +-- all alerts --------------------------- AddActor -------> alerts
 * </pre>
 *
 * The first two, and GatherTrusted, run in one chain with the source; only Signals cross the
 * network.
 */
public final class DetectionPipeline {
  private DetectionPipeline() {}

  /** What comes out. Alerts of all phases; the next two for sinks of their own; what was read. */
  public record Results(
      DataStream<Alert> alerts,
      DataStream<DeadLetter> deadLetters,
      DataStream<DeadLetter> late,
      DataStream<CloudTrailEvent> events) {

    /** The same, with alerts of trails that fall silent. */
    Results withSilence(Duration after, Duration lateness, boolean cloudWatch) {
      DataStream<Alert> more = TrailSilence.attach(events, after, lateness, cloudWatch);
      return new Results(alerts.union(more), deadLetters, late, events);
    }
  }

  /**
   * Builds the graph.
   *
   * @param asnFile a MaxMind ASN file; empty: no event gets a network
   * @param lateness how far the watermark trails, as the source was told
   */
  public static Results build(
      DataStream<Decoded> decoded, RuleBook book, Optional<String> asnFile, Duration lateness) {
    return build(decoded, book, LookupFiles.ofAsn(asnFile), lateness);
  }

  /** The same with more files that say something about calls. */
  public static Results build(
      DataStream<Decoded> decoded, RuleBook book, LookupFiles files, Duration lateness) {
    return build(
        EnrichNetwork.attach(decoded, files, false),
        book,
        new MatchRules(new RuleMatcher(book)),
        lateness,
        false);
  }

  /**
   * The same of what networks were given to, with another way to say what an event is for.
   *
   * @param cloudWatch whether metrics are for CloudWatch too
   */
  static Results build(
      SingleOutputStreamOperator<CloudTrailEvent> events,
      RuleBook book,
      MatchRules matching,
      Duration lateness,
      boolean cloudWatch) {
    List<Rule> rules = book.rules();
    SingleOutputStreamOperator<Signal> matched =
        MatchRules.attach(events, matching, rules.stream().map(Rule::name).toList());
    Optional<SingleOutputStreamOperator<KeyHolder>> holders =
        Optional.of(matched).filter(any -> book.tracesActors()).map(ResolveKeys::attach);
    SignalStreams signals =
        new SignalStreams(
            matched,
            holders
                .filter(any -> rules.stream().anyMatch(Rule::isByActor))
                .map(it -> GroupByActor.attach(matched, it, rules)));

    DataStream<Alert> matches = MatchOnce.attach(matched, of(rules, Rule.Match.class), lateness);
    SingleOutputStreamOperator<Alert> newTerms =
        NewTerms.attach(signals.to(MatchRules.NEW_TERMS), of(rules, Rule.NewTerms.class));
    SingleOutputStreamOperator<Alert> valueCount =
        ValueCount.attach(signals.to(MatchRules.VALUE_COUNT), counts(rules, false));
    SingleOutputStreamOperator<Alert> slidingCount =
        SlidingCount.attach(signals.to(MatchRules.SLIDING_COUNT), counts(rules, true));
    SingleOutputStreamOperator<Alert> rareRatio =
        RareRatio.attach(signals.to(MatchRules.RARE_RATIO), of(rules, Rule.RareRatio.class));
    DataStream<DeadLetter> late =
        matched
            .getSideOutput(MatchRules.LATE)
            .union(
                newTerms.getSideOutput(MatchRules.LATE),
                valueCount.getSideOutput(MatchRules.LATE),
                slidingCount.getSideOutput(MatchRules.LATE),
                rareRatio.getSideOutput(MatchRules.LATE));
    Stages correlations =
        new Stages(signals, rules, book::feeds)
            .attach(newTerms.union(valueCount, slidingCount, rareRatio), late);

    DataStream<Alert> alerts =
        matches
            .union(correlations.alerts())
            .filter(new AlertingRules(book))
            .name("AlertingRules")
            .uid(AlertingRules.UID);
    DataStream<Alert> told = Suppress.attach(alerts, book, cloudWatch);
    return new Results(
        holders
            .filter(any -> book.namesActors())
            .map(it -> AddActor.attach(told, it, book))
            .orElse(told),
        events.getSideOutput(EnrichNetwork.DEAD_LETTERS),
        holders
            .map(it -> correlations.late().union(it.getSideOutput(MatchRules.LATE)))
            .orElse(correlations.late()),
        events);
  }

  private static List<Rule.ValueCount> counts(List<Rule> rules, boolean sliding) {
    return Stages.in(rules, 1, Rule.ValueCount.class).stream()
        .filter(rule -> rule.sliding() == sliding)
        .toList();
  }

  private static <R extends Rule> List<R> of(List<Rule> rules, Class<R> kind) {
    return rules.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
