package io.trailhound.detect;

import io.trailhound.match.WatermarkMemory;
import io.trailhound.model.Alert;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The operator that {@link Suppress} and {@link Incidents} run in: a period that was over before a
 * restart is over after it, so that what comes late for it doesn't take its place.
 */
final class PeriodsOperator<K> extends KeyedProcessOperator<K, Alert, Alert> {
  private static final long serialVersionUID = 1L;

  private transient WatermarkMemory memory;

  PeriodsOperator(KeyedProcessFunction<K, Alert, Alert> function) {
    super(function);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    memory =
        new WatermarkMemory(
            context.getOperatorStateStore(),
            getRuntimeContext().getTaskInfo(),
            super::processWatermark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    memory.snapshot();
  }

  @Override
  public void processElement(StreamRecord<Alert> element) throws Exception {
    memory.goOn();
    super.processElement(element);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    memory.advance(mark);
  }
}
