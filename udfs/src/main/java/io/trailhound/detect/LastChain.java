package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.Step;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Alerts in, the same out, but of a sequence that is repeated under one id no final revision of a
 * chain behind that of a later chain. Sequences tell their chains in order; but each chain waits by
 * itself for the person behind it ({@link AddActor}) and for the end of its incident ({@link
 * Incidents}), which are other persons' and other incidents' where the rule doesn't group by the
 * caller. A consumer that upserts would keep the wrong chain.
 *
 * <p>State: by id the last chain that was told, until no revision of the id's period can come any
 * more. Alerts of other rules, and of rules that suppress, whose ids are one final alert's, pass.
 */
public final class LastChain extends KeyedProcessFunction<String, Alert, Alert> {
  public static final String UID = "last-chain";

  static final ValueStateDescriptor<ChainPlace> TOLD =
      new ValueStateDescriptor<>("last-chain-told", Types.POJO(ChainPlace.class));

  private static final long serialVersionUID = 1L;

  private final Map<String, Rule.Sequence> sequences = new HashMap<>();

  /** How long behind the end of an id's period its alerts may come, milliseconds. */
  private final long within;

  private transient ValueState<ChainPlace> told;

  LastChain(RuleBook book, Duration gap) {
    for (Rule rule : book.rules()) {
      if (rule instanceof Rule.Sequence sequence && book.suppression(rule).isEmpty()) {
        sequences.put(rule.name(), sequence);
      }
    }
    within = Incidents.overWithin(book, gap);
  }

  /**
   * Attaches the operator.
   *
   * @param alerts those of one id in one subtask
   * @param gap how far apart alerts of an incident may be
   */
  public static DataStream<Alert> attach(DataStream<Alert> alerts, RuleBook book, Duration gap) {
    return alerts
        .keyBy(alert -> alert.id, Types.STRING)
        .process(new LastChain(book, gap), Types.POJO(Alert.class))
        .name("LastChain")
        .uid(UID);
  }

  @Override
  public void open(OpenContext context) {
    told = getRuntimeContext().getState(TOLD);
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
    Rule.Sequence rule = sequences.get(alert.rule);
    if (rule == null || !alert.phase.equals(Alert.FINAL)) {
      out.collect(alert);
      return;
    }
    ChainPlace place = place(alert, rule);
    ChainPlace last = told.value();
    if (last != null && inOrder(rule).compare(place, last) < 0) {
      return;
    }
    told.update(place);
    ctx.timerService().registerEventTimeTimer(place.until);
    out.collect(alert);
  }

  private ChainPlace place(Alert chain, Rule.Sequence rule) {
    Step last = chain.steps.get(chain.steps.size() - 1);
    ChainPlace place = new ChainPlace();
    place.time = last.time();
    place.step = last.rule();
    place.eventId = last.eventId();
    long timespan = rule.timespan().toMillis();
    place.until = Times.plus(Times.windowStart(place.time, timespan) + timespan, within);
    return place;
  }

  /** That of {@link Chains#compareInOrder}, in which chains are completed. */
  private static Comparator<ChainPlace> inOrder(Rule.Sequence rule) {
    return Comparator.<ChainPlace>comparingLong(place -> place.time)
        .thenComparingInt(place -> rule.steps().indexOf(place.step))
        .thenComparing(place -> place.eventId);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    ChainPlace last = told.value();
    if (last != null && last.until <= timestamp) { // else a longer timespan's timer comes
      told.clear();
    }
  }
}
