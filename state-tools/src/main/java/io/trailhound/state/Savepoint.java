package io.trailhound.state;

import io.trailhound.detect.KeyedOperator;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A savepoint or retained checkpoint of the job: its path in, what each operator keeps out.
 *
 * <p>State is read through RocksDB, on disk, whatever backend wrote it, so that memory stays
 * bounded. Only the heap backend's own (native) form must be read into the heap.
 */
final class Savepoint {
  private final String path;
  private final Map<OperatorID, OperatorState> operators = new HashMap<>();

  private Savepoint(String path) {
    this.path = path;
  }

  /**
   * @throws StateException when there is none, or it isn't one of this job
   */
  static Savepoint open(String path) {
    Savepoint savepoint = new Savepoint(path);
    try {
      for (OperatorState state : SavepointLoader.loadSavepointMetadata(path).getOperatorStates()) {
        savepoint.operators.put(state.getOperatorID(), state);
      }
    } catch (IOException | RuntimeException e) {
      throw new StateException(
          "'%s' cannot be read as a savepoint: %s. Right would be: the folder with its _metadata file."
              .formatted(path, firstLine(e)));
    }
    if (KeyedOperator.ALL.stream().noneMatch(savepoint::has)) {
      throw new StateException(
          "'%s' is a savepoint of another job: it has none of Trailhound's operators. Right would be: a savepoint that Trailhound wrote."
              .formatted(path));
    }
    return savepoint;
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").replaceFirst("[.\\s]+$", "");
  }

  /** The operators that it holds keyed state of. */
  List<KeyedOperator<?>> keyedOperators() {
    return KeyedOperator.ALL.stream().filter(this::has).toList();
  }

  private boolean has(KeyedOperator<?> operator) {
    OperatorState state = operators.get(id(operator).getOperatorId());
    return state != null
        && state.getSubtaskStates().values().stream()
            .anyMatch(subtask -> !subtask.getManagedKeyedState().isEmpty());
  }

  String path() {
    return path;
  }

  /** Bytes that an operator's state takes in the savepoint. */
  long bytes(KeyedOperator<?> operator) {
    return operators.get(id(operator).getOperatorId()).getStateSize();
  }

  /** Reads all of one operator's keyed state, line by line ({@link StateLine}). */
  @SuppressWarnings("try") // closing what is read to its end doesn't wait
  <K> void read(KeyedOperator<K> operator, Consumer<String> lines) {
    Configuration settings = new Configuration();
    settings.setString("taskmanager.memory.network.min", "16m");
    settings.setString("taskmanager.memory.network.max", "16m");
    settings.setString("taskmanager.memory.managed.size", "128m");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    try (var read =
        SavepointReader.read(environment, path, backend(operator))
            .readKeyedState(id(operator), new ReadState<>(operator), operator.key(), Types.STRING)
            .executeAndCollect("state of " + operator.uid())) {
      read.forEachRemaining(lines);
    } catch (Exception e) {
      throw new StateException(
          "'%s': the state of %s cannot be read: %s."
              .formatted(path, operator.uid(), firstLine(e)));
    }
  }

  private StateBackend backend(KeyedOperator<?> operator) {
    for (OperatorSubtaskState subtask :
        operators.get(id(operator).getOperatorId()).getSubtaskStates().values()) {
      for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
        if (handle instanceof KeyGroupsStateHandle
            && !(handle instanceof KeyGroupsSavepointStateHandle)) {
          return new HashMapStateBackend();
        }
      }
    }
    return new EmbeddedRocksDBStateBackend();
  }

  private static OperatorIdentifier id(KeyedOperator<?> operator) {
    return OperatorIdentifier.forUid(operator.uid());
  }
}
