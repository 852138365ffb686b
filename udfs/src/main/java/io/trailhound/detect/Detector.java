package io.trailhound.detect;

import io.trailhound.match.MatchRules;
import io.trailhound.match.WatermarkMemory;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Signal;
import io.trailhound.writeback.WriteBack;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Signals of stateful rules in, the alerts of a detector's function out; the operator that all of
 * them run in. It deals with sources that pause:
 *
 * <p>It is never idle. Sequences take matches directly and finals through here, and the matches are
 * quicker. If both were idle and only the former awake again, they'd move the watermark, and the
 * finals behind them would come too late for their chains. So after a pause the watermark of
 * sequences waits for the detectors.
 *
 * <p>It gives what is late here to {@link MatchRules#LATE}: when a partition wakes up, its own
 * watermark is still where it fell asleep, but those of others, which count here, went on. The
 * bytes are not here any more.
 *
 * <p>What it had decided by its watermark it goes on from after a restart.
 */
final class Detector<K> extends KeyedProcessOperator<K, Signal, Alert> {
  private static final long serialVersionUID = 1L;

  private transient WatermarkMemory memory;
  private transient WriteBack<K> writeBack;
  private transient Counter late;
  private transient boolean isRestored;

  /** A function that has something to do about state that may be an older version's. */
  interface Restored<K> {
    /** Called behind {@code open}. */
    void restored(KeyedStateBackend<K> state) throws Exception;
  }

  Detector(KeyedProcessFunction<K, Signal, Alert> function) {
    super(function);
  }

  static <K> SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> signals,
      KeySelector<Signal, K> key,
      TypeInformation<K> keyType,
      KeyedProcessFunction<K, Signal, Alert> function,
      String uid) {
    return signals
        .keyBy(key, keyType)
        .transform(
            function.getClass().getSimpleName(), Types.POJO(Alert.class), new Detector<>(function))
        .uid(uid);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    isRestored = context.isRestored();
    memory =
        new WatermarkMemory(
            context.getOperatorStateStore(), getRuntimeContext().getTaskInfo(), this::actOn);
    writeBack = Held.in(getKeyedStateBackend());
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
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    writeBack.writeTimers();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack.write();
    super.snapshotState(context);
    memory.snapshot();
  }

  @Override
  public void open() throws Exception {
    getRuntimeContext().setKeyedStateStore(writeBack.over(getKeyedStateStore()));
    super.open();
    late = Metrics.in(getMetricGroup()).counter(Metrics.LATE);
    if (isRestored && userFunction instanceof Restored<?>) {
      restore();
    }
  }

  @SuppressWarnings("unchecked") // the function has the operator's keys
  private void restore() throws Exception {
    ((Restored<K>) userFunction).restored(getKeyedStateBackend());
  }

  @Override
  public void processElement(StreamRecord<Signal> element) throws Exception {
    memory.goOn();
    Signal signal = element.getValue();
    if (signal.time <= memory.actedOn()) {
      for (String eventId : eventIds(signal)) {
        late.inc();
        output.collect(MatchRules.LATE, new StreamRecord<>(tooLate(signal, eventId), signal.time));
      }
    } else {
      super.processElement(element);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    memory.advance(mark);
  }

  private void actOn(Watermark mark) throws Exception {
    writeBack.advance(mark.getTimestamp(), timeServiceManager);
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // The last watermark stands.
  }

  private static List<String> eventIds(Signal signal) {
    return signal.gathered == null ? List.of(signal.eventId) : EventIds.texts(signal.gathered);
  }

  private DeadLetter tooLate(Signal signal, String eventId) {
    String detail =
        "Event %s of %s%s came from a partition that had been idle, when the others had gone on to %s; %s did not see it. A longer --kafka-idleness would take it in."
            .formatted(
                eventId,
                signal.gathered == null ? "" : "the hour up to ",
                Instant.ofEpochMilli(signal.time),
                Instant.ofEpochMilli(memory.actedOn()),
                signal.rule);
    return new DeadLetter("late", detail, "event " + eventId, new byte[0]);
  }
}
