package io.trailhound.match;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Runs {@link MatchRules}, from the watermark on that it had come to before a restart. */
final class MatchOperator extends ProcessOperator<CloudTrailEvent, Signal> {
  private static final long serialVersionUID = 1L;

  private transient WatermarkMemory memory;

  MatchOperator(MatchRules function) {
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
  public void processElement(StreamRecord<CloudTrailEvent> event) throws Exception {
    memory.goOn();
    super.processElement(event);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    memory.advance(mark);
  }
}
