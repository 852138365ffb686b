package io.trailhound.state.savepoint;

import io.trailhound.detect.KeyedOperator;
import io.trailhound.job.cli.Failure;
import io.trailhound.text.UserMistake;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.runtime.SavepointLoader;

/**
 * A savepoint or retained checkpoint of the job: its path in, what each operator keeps out.
 *
 * <p>State is read through RocksDB, on disk, whatever backend wrote it, so that memory stays
 * bounded. Only the heap backend's own (native) form must be read into the heap; what is small is,
 * where it can be, because a database takes longer to set up than that.
 */
public final class Savepoint {
  private final String path;
  private final CheckpointMetadata metadata;
  private final Map<OperatorID, OperatorState> operators = new HashMap<>();

  private Savepoint(String path, CheckpointMetadata metadata) {
    this.path = path;
    this.metadata = metadata;
    for (OperatorState state : metadata.getOperatorStates()) {
      operators.put(state.getOperatorID(), state);
    }
  }

  /**
   * @throws StateException when there is none, or it isn't one of this job
   */
  public static Savepoint open(String path) {
    Savepoint savepoint = new Savepoint(path, load(path));
    if (KeyedOperator.ALL.stream().noneMatch(savepoint::has)) {
      throw new StateException(
          "'%s' is a savepoint of another job: it has none of Trailhound's operators. Right would be: a savepoint that Trailhound wrote."
              .formatted(path));
    }
    savepoint.requireKnown();
    return savepoint;
  }

  private static CheckpointMetadata load(String path) {
    try {
      return SavepointLoader.loadSavepointMetadata(UserPath.of(path).toString());
    } catch (IOException | RuntimeException e) {
      throw new StateException(
          "'%s' cannot be read as a savepoint: %s. Right would be: the folder with its _metadata file."
              .formatted(path, UserMistake.reason(e)));
    }
  }

  /** What isn't known would silently be left behind. */
  private void requireKnown() {
    for (OperatorState state : operators.values()) {
      if (hasKeyedState(state)) {
        String uid = state.getOperatorUid().orElse(state.getOperatorID().toString());
        KeyedOperator<?> operator =
            KeyedOperator.of(uid)
                .orElseThrow(() -> newer("keyed state of an operator '" + uid + "'"));
        Set<String> names = names(state);
        operator.states().forEach(it -> names.remove(it.name()));
        if (!names.isEmpty()) {
          throw newer("state %s of operator '%s'".formatted(names, uid));
        }
      }
    }
  }

  private Set<String> names(OperatorState state) {
    try {
      return new TreeSet<>(StateNames.of(state));
    } catch (IOException e) {
      throw new StateException("'%s' cannot be read: %s.".formatted(path, UserMistake.reason(e)));
    }
  }

  private StateException newer(String what) {
    return new StateException(
        "'%s' has %s, which this Trailhound doesn't know. Right would be: the version that wrote it, or a newer one."
            .formatted(path, what));
  }

  /** The operators that it holds keyed state of. */
  public List<KeyedOperator<?>> keyedOperators() {
    Stream<String> cep =
        operators.values().stream()
            .flatMap(state -> state.getOperatorUid().stream())
            .filter(uid -> KeyedOperator.cep(uid).isCep())
            .sorted();
    return Stream.concat(KeyedOperator.OF_ALL_STAGES.stream(), cep.map(KeyedOperator::cep))
        .filter(this::has)
        .toList();
  }

  /**
   * The operator of a uid.
   *
   * @throws StateException when the job has none
   */
  public static KeyedOperator<?> operator(String uid) {
    return KeyedOperator.of(uid)
        .orElseThrow(
            () ->
                new StateException(
                    "operator '%s' is none that this Trailhound knows. Right would be: one of %s, or cep:RULE."
                        .formatted(
                            uid, KeyedOperator.ALL.stream().map(KeyedOperator::uid).toList())));
  }

  /** In how many parts a key's state can be; the same for all operators of a job. */
  public int keyGroups() {
    return keyedOperators().stream()
        .mapToInt(it -> operators.get(id(it).getOperatorId()).getMaxParallelism())
        .max()
        .orElse(NewSavepoint.KEY_GROUPS);
  }

  private boolean has(KeyedOperator<?> operator) {
    OperatorState state = state(operator);
    return state != null && hasKeyedState(state);
  }

  private static boolean hasKeyedState(OperatorState state) {
    return state.getSubtaskStates().values().stream()
        .anyMatch(subtask -> !subtask.getManagedKeyedState().isEmpty());
  }

  public String path() {
    return path;
  }

  /** Bytes that an operator's state takes in the savepoint. */
  public long bytes(KeyedOperator<?> operator) {
    OperatorState state = state(operator);
    return state == null ? 0 : state.getStateSize();
  }

  /** What takes a line of state. */
  public interface Lines {
    void accept(String line) throws Exception;
  }

  /** Reads all of one operator's keyed state, or nothing where it has none. */
  public void read(String uid, Lines lines) throws Exception {
    read(keyedOperators().stream().filter(it -> it.uid().equals(uid)).toList(), lines);
  }

  /**
   * Reads all keyed state of some operators, line by line ({@link StateLine}); those of one key of
   * an operator come one after another.
   *
   * @throws StateException when it can't be read
   */
  public void read(List<KeyedOperator<?>> some, Lines lines) throws Exception {
    for (KeyedOperator<?> operator : some) {
      try (Scratch disk = Scratch.create();
          OperatorLines<?> all = lines(operator, disk)) {
        for (String line = next(all); line != null; line = next(all)) {
          lines.accept(line);
        }
      }
    }
  }

  private OperatorLines<?> lines(KeyedOperator<?> operator, Scratch disk) {
    try {
      return new OperatorLines<>(operator, state(operator), backend(operator), disk);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private String next(OperatorLines<?> lines) {
    try {
      return lines.next();
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private StateException unreadable(Exception e) {
    return new StateException(
        "'%s': its state cannot be read: %s."
            .formatted(path, UserMistake.reason(Failure.rootOf(e))));
  }

  private OperatorState state(KeyedOperator<?> operator) {
    return operators.get(id(operator).getOperatorId());
  }

  /** The watermark that all of an operator had acted on, milliseconds; empty where none is kept. */
  public OptionalLong reached(KeyedOperator<?> operator) {
    OperatorState state = state(operator);
    try {
      return state == null ? OptionalLong.empty() : ReachedTime.of(state);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  public CheckpointMetadata metadata() {
    return metadata;
  }

  private StateBackend backend(KeyedOperator<?> operator) {
    List<KeyedStateHandle> handles =
        state(operator).getSubtaskStates().values().stream()
            .flatMap(subtask -> subtask.getManagedKeyedState().stream())
            .toList();
    boolean heapsOwn =
        handles.stream()
            .anyMatch(
                it ->
                    it instanceof KeyGroupsStateHandle
                        && !(it instanceof KeyGroupsSavepointStateHandle));
    if (heapsOwn) {
      return new HashMapStateBackend();
    }
    boolean anyCan = handles.stream().allMatch(KeyGroupsSavepointStateHandle.class::isInstance);
    return Room.of(anyCan ? bytes(operator) : Long.MAX_VALUE);
  }

  private static OperatorIdentifier id(KeyedOperator<?> operator) {
    return OperatorIdentifier.forUid(operator.uid());
  }
}
