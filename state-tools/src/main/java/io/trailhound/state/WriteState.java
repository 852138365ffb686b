package io.trailhound.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.CepState;
import io.trailhound.detect.KeptState;
import io.trailhound.detect.KeyedOperator;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.api.output.SnapshotUtils;
import org.apache.flink.state.api.output.TaggedOperatorSubtaskState;
import org.apache.flink.state.api.runtime.VoidTriggerable;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * {@link StateLine}s of one operator in, keyed by their keys; its part of a savepoint out. Flink's
 * own bootstrap function would do, but for the timers of CEP, which it can't reach.
 */
final class WriteState extends AbstractStreamOperator<TaggedOperatorSubtaskState>
    implements OneInputStreamOperator<String, TaggedOperatorSubtaskState>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final String USER_TIMERS = "user-timers";

  private final KeyedOperator<?> operator;
  private final long checkpointId;
  private final Path savepoint;

  private transient Map<String, KeptState> kept;
  private transient Map<String, State> states;
  private transient InternalTimerService<VoidNamespace> timers;

  private WriteState(
      StreamOperatorParameters<TaggedOperatorSubtaskState> parameters,
      KeyedOperator<?> operator,
      long checkpointId,
      Path savepoint) {
    super(parameters);
    this.operator = operator;
    this.checkpointId = checkpointId;
    this.savepoint = savepoint;
  }

  @Override
  public void open() throws Exception {
    super.open();
    kept = new HashMap<>();
    states = new HashMap<>();
    KeyedStateStore store = getKeyedStateStore();
    for (KeptState one : operator.states()) {
      kept.put(one.name(), one);
      states.put(
          one.name(),
          one.descriptor() instanceof MapStateDescriptor<?, ?> map
              ? store.getMapState(map)
              : store.getState((ValueStateDescriptor<?>) one.descriptor()));
    }
    timers =
        getInternalTimerService(
            operator.isCep() ? CepState.TIMER_SERVICE : USER_TIMERS,
            VoidNamespaceSerializer.INSTANCE,
            VoidTriggerable.instance());
  }

  @Override
  public void processElement(StreamRecord<String> record) throws Exception {
    StateLine line = StateLine.parse(record.getValue());
    if (line.state().equals(StateLine.TIMERS)) {
      for (JsonNode time : line.value()) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time.asLong());
      }
      return;
    }
    write(line, kept.get(line.state()), states.get(line.state()));
    if (operator.isCep()) {
      // Its timers all say "with the next watermark".
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, 0);
    }
  }

  @SuppressWarnings("unchecked") // the state is the descriptor's
  private static <E, V> void write(StateLine line, KeptState kept, State state) throws Exception {
    if (kept.descriptor() instanceof MapStateDescriptor<?, ?>) {
      MapStateDescriptor<E, V> map =
          (MapStateDescriptor<E, V>) (StateDescriptor<?, ?>) kept.descriptor();
      ((MapState<E, V>) state)
          .put(
              StateJson.value(line.entry(), map.getKeySerializer(), kept.entry()),
              StateJson.value(line.value(), map.getValueSerializer(), kept.value()));
    } else {
      StateDescriptor<?, V> value = (StateDescriptor<?, V>) kept.descriptor();
      ((ValueState<V>) state)
          .update(StateJson.value(line.value(), value.getSerializer(), kept.value()));
    }
  }

  @Override
  public void endInput() throws Exception {
    Configuration job = getContainingTask().getJobConfiguration();
    output.collect(
        new StreamRecord<>(
            SnapshotUtils.snapshot(
                checkpointId,
                this,
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                checkpointId,
                CheckpointingOptions.getCheckpointingMode(job),
                false,
                getContainingTask().getConfiguration().getConfiguration(),
                savepoint)));
  }

  /** Makes the operator where it runs. */
  static final class Factory extends AbstractStreamOperatorFactory<TaggedOperatorSubtaskState>
      implements OneInputStreamOperatorFactory<String, TaggedOperatorSubtaskState> {
    private static final long serialVersionUID = 1L;

    private final KeyedOperator<?> operator;
    private final long checkpointId;
    private final Path savepoint;

    Factory(KeyedOperator<?> operator, long checkpointId, Path savepoint) {
      this.operator = operator;
      this.checkpointId = checkpointId;
      this.savepoint = savepoint;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's own signature
    public <T extends StreamOperator<TaggedOperatorSubtaskState>> T createStreamOperator(
        StreamOperatorParameters<TaggedOperatorSubtaskState> parameters) {
      return (T) new WriteState(parameters, operator, checkpointId, savepoint);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
      return WriteState.class;
    }
  }
}
