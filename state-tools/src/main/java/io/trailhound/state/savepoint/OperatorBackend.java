package io.trailhound.state.savepoint;

import java.io.IOException;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.DefaultKeyedStateStore;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SavepointResources;
import org.apache.flink.runtime.state.SavepointSnapshotStrategy;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategyRunner;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageLocation;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.runtime.NeverFireProcessingTimeService;
import org.apache.flink.state.api.runtime.SavepointEnvironment;
import org.apache.flink.state.api.runtime.VoidTriggerable;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.StreamOperatorStateContext;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializerImpl;
import org.apache.flink.util.IOUtils;

/**
 * Keyed state of one operator, on disk or in memory, empty at first: keys, values and timers in,
 * the operator's part of a savepoint out. It holds all key groups, as the operator would at
 * parallelism 1.
 */
public final class OperatorBackend<K> implements KeyContext, AutoCloseable {
  private final SavepointEnvironment environment;
  private final CloseableRegistry open = new CloseableRegistry();
  private final StreamOperatorStateContext context;
  private final AbstractKeyedStateBackend<K> backend;
  private final DefaultKeyedStateStore store;

  @SuppressWarnings("unchecked") // the backend's keys are of the serializer's type
  public OperatorBackend(
      OperatorIdentifier operator,
      TypeInformation<K> key,
      int keyGroups,
      StateBackend kind,
      Scratch disk)
      throws Exception {
    environment =
        new SavepointEnvironment.Builder(
                LocalFlink.context(keyGroups), LocalFlink.SETTINGS, keyGroups)
            .setConfiguration(disk.settings())
            .build();
    context =
        new StreamTaskStateInitializerImpl(environment, kind)
            .streamOperatorStateContext(
                operator.getOperatorId(),
                operator.getUid().orElse(""),
                new NeverFireProcessingTimeService(),
                this,
                serializer(key),
                open,
                UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup(),
                1.0,
                false,
                false);
    backend = (AbstractKeyedStateBackend<K>) context.keyedStateBackend();
    store = new DefaultKeyedStateStore(backend, OperatorBackend::serializer);
  }

  @Override
  @SuppressWarnings("unchecked") // the operator's own keys come in
  public void setCurrentKey(Object key) {
    backend.setCurrentKey((K) key);
  }

  @Override
  public Object getCurrentKey() {
    return backend.getCurrentKey();
  }

  public State state(StateDescriptor<?, ?> descriptor) {
    return descriptor instanceof MapStateDescriptor<?, ?> map
        ? store.getMapState(map)
        : store.getState((ValueStateDescriptor<?>) descriptor);
  }

  @SuppressWarnings("unchecked") // as the backend
  InternalTimerService<VoidNamespace> timers(String name) {
    return ((InternalTimeServiceManager<K>) context.internalTimerServiceManager())
        .getInternalTimerService(
            name,
            backend.getKeySerializer(),
            VoidNamespaceSerializer.INSTANCE,
            VoidTriggerable.instance());
  }

  /** Writes all of it, in the canonical form. */
  public KeyedStateHandle save(FsCheckpointStorageLocation savepoint) throws Exception {
    SavepointResources<K> resources = backend.savepoint();
    RunnableFuture<SnapshotResult<KeyedStateHandle>> writing =
        new SnapshotStrategyRunner<>(
                "savepoint",
                new SavepointSnapshotStrategy<>(resources.getSnapshotResources()),
                open,
                resources.getPreferredSnapshotExecutionType())
            .snapshot(
                0,
                0,
                savepoint,
                new CheckpointOptions(
                    SavepointType.savepoint(SavepointFormatType.CANONICAL),
                    savepoint.getLocationReference()));
    writing.run();
    return writing.get().getJobManagerOwnedSnapshot();
  }

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(LocalFlink.SETTINGS.getSerializerConfig());
  }

  @Override
  public void close() throws IOException {
    backend.dispose();
    open.close();
    IOUtils.closeQuietly(environment.getIOManager());
  }
}
