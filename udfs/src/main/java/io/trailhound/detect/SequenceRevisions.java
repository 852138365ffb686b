package io.trailhound.detect;

import io.trailhound.model.Alert;
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
 * Early and final sequence alerts in, the same out, but no early revision behind the final one of
 * the same id: they come from two operators, so one may overtake the other on the way, and a
 * consumer that upserts would keep the wrong one.
 *
 * <p>An id stands for a period of a timespan. What was said under it is kept until no alert of that
 * period can come any more; an early alert that no final one has followed by then, because what
 * arrived later made another chain of the same steps, is withdrawn.
 */
final class SequenceRevisions extends KeyedProcessFunction<String, Alert, Alert> {
  static final ValueStateDescriptor<Boolean> FINAL_SENT =
      new ValueStateDescriptor<>("final-sent", Types.BOOLEAN);

  /** What takes the early alert back, should it come to that. */
  static final ValueStateDescriptor<Alert> WITHDRAWAL =
      new ValueStateDescriptor<>("withdrawal", Types.POJO(Alert.class));

  /** A chain goes to CEP one batch behind its last step, or two when that one came as a final. */
  static final long FINAL_WITHIN = 3 * SequenceSteps.BATCH;

  private final Map<String, Chains> rules;

  private transient ValueState<Boolean> finalSent;
  private transient ValueState<Alert> withdrawal;

  SequenceRevisions(List<Chains> chains) {
    this.rules = Chains.byName(chains);
  }

  static SingleOutputStreamOperator<Alert> attach(
      DataStream<Alert> alerts, List<Chains> rules, String uid) {
    return alerts
        .keyBy(alert -> alert.id, Types.STRING)
        .process(new SequenceRevisions(rules), Types.POJO(Alert.class))
        .name("SequenceRevisions")
        .uid(uid);
  }

  @Override
  public void open(OpenContext context) {
    finalSent = getRuntimeContext().getState(FINAL_SENT);
    withdrawal = getRuntimeContext().getState(WITHDRAWAL);
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
    boolean isFinal = alert.phase.equals(Alert.FINAL);
    if (!isFinal && finalSent.value() != null) {
      return;
    }
    if (isFinal) {
      finalSent.update(true);
      withdrawal.clear();
    } else {
      withdrawal.update(AlertFactory.withdrawn(alert, alert.id));
    }
    ctx.timerService().registerEventTimeTimer(over(alert));
    out.collect(alert);
  }

  /** When no alert of the id's period can come any more. */
  private long over(Alert alert) {
    Chains chains = rules.get(alert.rule);
    if (chains == null) {
      return alert.time + FINAL_WITHIN; // the rule was removed
    }
    return Times.windowStart(alert.time, chains.timespan())
        + chains.timespan()
        + chains.settled()
        + FINAL_WITHIN;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    Alert early = withdrawal.value();
    if (early != null && over(early) > timestamp) {
      // Of a version or a rule with other timers.
      ctx.timerService().registerEventTimeTimer(over(early));
      return;
    }
    if (early != null) {
      out.collect(early);
    }
    finalSent.clear();
    withdrawal.clear();
  }
}
