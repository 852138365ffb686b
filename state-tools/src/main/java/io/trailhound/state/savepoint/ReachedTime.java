package io.trailhound.state.savepoint;

import io.trailhound.match.WatermarkMemory;
import io.trailhound.model.ActedOn;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateHandle;

/** An operator of a savepoint in, the watermark that all of it had acted on out. */
final class ReachedTime {
  private ReachedTime() {}

  /**
   * @return milliseconds; empty where none is kept
   */
  static OptionalLong of(OperatorState operator) throws Exception {
    List<OperatorStateHandle> kept =
        operator.getStates().stream()
            .flatMap(subtask -> subtask.getManagedOperatorState().stream())
            .toList();
    try (CloseableRegistry open = new CloseableRegistry();
        DefaultOperatorStateBackend backend =
            new DefaultOperatorStateBackendBuilder(
                    ReachedTime.class.getClassLoader(), LocalFlink.SETTINGS, false, kept, open)
                .build()) {
      Iterable<ActedOn> all = backend.getUnionListState(WatermarkMemory.STATE).get();
      return StreamSupport.stream(all.spliterator(), false).mapToLong(ActedOn::watermark).min();
    }
  }
}
