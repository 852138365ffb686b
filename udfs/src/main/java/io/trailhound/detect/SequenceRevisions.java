package io.trailhound.detect;

import io.trailhound.alert.AlertFactory;
import io.trailhound.alert.Flush;
import io.trailhound.model.Alert;
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
 * <p>An early alert that no final one follows, because what arrived later made another chain of the
 * same steps, is withdrawn.
 */
final class SequenceRevisions extends KeyedProcessFunction<String, Alert, Alert> {
  static final ValueStateDescriptor<Boolean> FINAL_SENT =
      new ValueStateDescriptor<>("final-sent", Types.BOOLEAN);

  /** What takes the early alert back, should it come to that. */
  static final ValueStateDescriptor<Alert> WITHDRAWAL =
      new ValueStateDescriptor<>("withdrawal", Types.POJO(Alert.class));

  /** A chain goes to CEP one batch behind its last step, or two when that one came as a final. */
  private static final long FINAL_WITHIN = 3 * SequenceSteps.BATCH;

  private transient ValueState<Boolean> finalSent;
  private transient ValueState<Alert> withdrawal;

  static SingleOutputStreamOperator<Alert> attach(DataStream<Alert> alerts, String uid) {
    return alerts
        .keyBy(alert -> alert.id, Types.STRING)
        .process(new SequenceRevisions(), Types.POJO(Alert.class))
        .name("SequenceRevisions")
        .uid(uid)
        .setBufferTimeout(Flush.ALERTS_WITHIN_MILLIS);
  }

  @Override
  public void open(OpenContext context) {
    finalSent = getRuntimeContext().getState(FINAL_SENT);
    withdrawal = getRuntimeContext().getState(WITHDRAWAL);
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
    if (alert.phase.equals(Alert.FINAL)) {
      finalSent.update(true);
      withdrawal.clear();
      // Once the watermark of both inputs is here, no early one can still be on its way.
      ctx.timerService().registerEventTimeTimer(alert.time);
      out.collect(alert);
    } else if (finalSent.value() == null) {
      withdrawal.update(AlertFactory.withdrawn(alert, alert.id));
      ctx.timerService().registerEventTimeTimer(alert.time + FINAL_WITHIN);
      out.collect(alert);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    finalSent.clear();
    Alert early = withdrawal.value();
    if (early != null && early.time + FINAL_WITHIN <= timestamp) {
      withdrawal.clear();
      out.collect(early);
    }
  }
}
