package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.writeback.WriteBack;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/** The operator that {@link SequenceSteps} run in: what they know is held in memory, too. */
final class StepsOperator<K> extends KeyedCoProcessOperator<K, Signal, Signal, Signal> {
  private static final long serialVersionUID = 1L;

  private transient WriteBack<K> writeBack;

  StepsOperator(KeyedCoProcessFunction<K, Signal, Signal, Signal> function) {
    super(function);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    writeBack = Held.in(getKeyedStateBackend());
  }

  @Override
  public void open() throws Exception {
    getRuntimeContext().setKeyedStateStore(writeBack.over(getKeyedStateStore()));
    super.open();
  }

  @Override
  @SuppressWarnings("unchecked") // timers have the operator's keys
  public <T, N> InternalTimerService<N> getInternalTimerService(
      String name, TypeSerializer<N> namespaces, Triggerable<T, N> target) {
    return writeBack.timers(
        firing -> super.getInternalTimerService(name, namespaces, firing),
        (Triggerable<K, N>) target);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    writeBack.advance(mark.getTimestamp(), timeServiceManager);
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    writeBack.writeTimers();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack.write();
    super.snapshotState(context);
  }
}
