package io.trailhound.match;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Runs {@link MatchRules}, from the watermark on that it had come to before a restart. The function
 * goes by every watermark, what is behind it by those that {@link WatermarkPace} lets through.
 */
final class MatchOperator extends ProcessOperator<CloudTrailEvent, Signal> {
  private static final long serialVersionUID = 1L;

  private final MatchRules function;

  private transient WatermarkMemory memory;
  private transient WatermarkPace pace;

  MatchOperator(MatchRules function) {
    super(function);
    this.function = function;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    pace = new WatermarkPace(getProcessingTimeService(), super::processWatermark);
    memory =
        new WatermarkMemory(
            context.getOperatorStateStore(), getRuntimeContext().getTaskInfo(), this::reach);
  }

  private void reach(Watermark mark) throws Exception {
    function.reach(mark.getTimestamp());
    pace.advance(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    pace.send();
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

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    pace.send();
    super.processWatermarkStatus(status);
  }
}
