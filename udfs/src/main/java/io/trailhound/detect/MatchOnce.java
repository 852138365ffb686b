package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Matches of detection rules in, one final alert per rule and event out (docs/contract.md section
 * 2.1). A repeat delivery within the lateness bound is suppressed; a later one would carry the same
 * id.
 */
public final class MatchOnce extends KeyedProcessFunction<DetectorKey, Signal, Alert> {
  public static final String UID = "match-once";

  static final ValueStateDescriptor<Boolean> SEEN =
      new ValueStateDescriptor<>("seen", Types.BOOLEAN);

  private final Map<String, Rule.Match> rules;
  private final long lateness;

  private transient ValueState<Boolean> seen;

  MatchOnce(List<Rule.Match> rules, Duration lateness) {
    this.rules = ByName.of(rules);
    this.lateness = lateness.toMillis();
  }

  /** Attaches the operator; its state is keyed by rule and event id, not by group. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> matches, List<Rule.Match> rules, Duration lateness) {
    return matches
        .keyBy(
            signal -> new DetectorKey(signal.rule, signal.eventId), Types.POJO(DetectorKey.class))
        .process(new MatchOnce(rules, lateness), Types.POJO(Alert.class))
        .name("MatchOnce")
        .uid(UID);
  }

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getState(SEEN);
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.Match rule = rules.get(signal.rule);
    if (rule == null || seen.value() != null) {
      return;
    }
    seen.update(true);
    // A late event's own time is past already: count from the watermark then.
    long from = Math.max(signal.time, ctx.timerService().currentWatermark());
    ctx.timerService().registerEventTimeTimer(Times.plus(from, lateness));
    out.collect(AlertFactory.match(rule, signal).arrivedAt(signal.arrival));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) {
    seen.clear();
  }
}
