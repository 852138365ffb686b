package io.trailhound.state.savepoint;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;

/** What a savepoint says of an operator in, the names of its keyed states but for timers out. */
final class StateNames {
  private StateNames() {}

  static Set<String> of(OperatorState operator) throws IOException {
    Optional<StreamStateHandle> header =
        operator.getSubtaskStates().values().stream()
            .flatMap(subtask -> subtask.getManagedKeyedState().stream())
            .flatMap(StateNames::header)
            .findFirst();
    return header.isPresent() ? read(header.get()) : Set.of();
  }

  /** All subtasks have the same. */
  private static Stream<StreamStateHandle> header(KeyedStateHandle handle) {
    if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
      return Stream.of(incremental.getMetaDataStateHandle());
    }
    return handle instanceof KeyGroupsStateHandle whole
        ? Stream.of(whole.getDelegateStateHandle())
        : Stream.empty();
  }

  private static Set<String> read(StreamStateHandle header) throws IOException {
    KeyedBackendSerializationProxy<Object> proxy =
        new KeyedBackendSerializationProxy<>(StateNames.class.getClassLoader());
    try (FSDataInputStream in = header.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    return proxy.getStateMetaInfoSnapshots().stream()
        .filter(state -> state.getBackendStateType() == BackendStateType.KEY_VALUE)
        .map(StateMetaInfoSnapshot::getName)
        .collect(Collectors.toSet());
  }
}
