package io.trailhound.detect;

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
 */
final class SequenceRevisions extends KeyedProcessFunction<String, Alert, Alert> {
  static final ValueStateDescriptor<Boolean> FINAL_SENT =
      new ValueStateDescriptor<>("final-sent", Types.BOOLEAN);

  private transient ValueState<Boolean> finalSent;

  static SingleOutputStreamOperator<Alert> attach(DataStream<Alert> alerts, String uid) {
    return alerts
        .keyBy(alert -> alert.id, Types.STRING)
        .process(new SequenceRevisions(), Types.POJO(Alert.class))
        .name("SequenceRevisions")
        .uid(uid);
  }

  @Override
  public void open(OpenContext context) {
    finalSent = getRuntimeContext().getState(FINAL_SENT);
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
    if (alert.phase.equals(Alert.FINAL)) {
      finalSent.update(true);
      // Once the watermark of both inputs is here, no early one can still be on its way.
      ctx.timerService().registerEventTimeTimer(alert.time);
      out.collect(alert);
    } else if (finalSent.value() == null) {
      out.collect(alert);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) {
    finalSent.clear();
  }
}
