package io.trailhound.state;

import io.trailhound.detect.KeyedOperator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
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
import org.apache.flink.streaming.api.datastream.DataStream;
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
    savepoint.requireKnown();
    return savepoint;
  }

  /** What isn't known would silently be left behind. */
  private void requireKnown() {
    for (OperatorState state : operators.values()) {
      if (hasKeyedState(state)) {
        String uid = state.getOperatorUid().orElse(state.getOperatorID().toString());
        KeyedOperator<?> operator =
            known(uid).orElseThrow(() -> newer("keyed state of an operator '" + uid + "'"));
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
      throw new StateException("'%s' cannot be read: %s.".formatted(path, firstLine(e)));
    }
  }

  private StateException newer(String what) {
    return new StateException(
        "'%s' has %s, which this Trailhound doesn't know. Right would be: the version that wrote it, or a newer one."
            .formatted(path, what));
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").replaceFirst("[.\\s]+$", "");
  }

  /** The operators that it holds keyed state of. */
  List<KeyedOperator<?>> keyedOperators() {
    Stream<String> cep =
        operators.values().stream()
            .flatMap(state -> state.getOperatorUid().stream())
            .filter(uid -> KeyedOperator.cep(uid).isCep())
            .sorted();
    return Stream.concat(KeyedOperator.ALL.stream(), cep.map(KeyedOperator::cep))
        .filter(this::has)
        .toList();
  }

  /**
   * The operator of a uid.
   *
   * @throws StateException when the job has none
   */
  static KeyedOperator<?> operator(String uid) {
    return known(uid)
        .orElseThrow(
            () ->
                new StateException(
                    "operator '%s' is none that this Trailhound knows. Right would be: one of %s, or cep:RULE."
                        .formatted(
                            uid, KeyedOperator.ALL.stream().map(KeyedOperator::uid).toList())));
  }

  private static Optional<KeyedOperator<?>> known(String uid) {
    return Stream.<KeyedOperator<?>>concat(
            KeyedOperator.ALL.stream(),
            Stream.of(KeyedOperator.cep(uid)).filter(KeyedOperator::isCep))
        .filter(it -> it.uid().equals(uid))
        .findFirst();
  }

  /** In how many parts a key's state can be; the same for all operators of a job. */
  int keyGroups() {
    return keyedOperators().stream()
        .mapToInt(it -> operators.get(id(it).getOperatorId()).getMaxParallelism())
        .max()
        .orElse(NewSavepoint.KEY_GROUPS);
  }

  private boolean has(KeyedOperator<?> operator) {
    OperatorState state = operators.get(id(operator).getOperatorId());
    return state != null && hasKeyedState(state);
  }

  private static boolean hasKeyedState(OperatorState state) {
    return state.getSubtaskStates().values().stream()
        .anyMatch(subtask -> !subtask.getManagedKeyedState().isEmpty());
  }

  String path() {
    return path;
  }

  /** Bytes that an operator's state takes in the savepoint. */
  long bytes(KeyedOperator<?> operator) {
    return operators.get(id(operator).getOperatorId()).getStateSize();
  }

  /** Reads all of one operator's keyed state, or nothing where it has none. */
  void read(String uid, Progress progress, Consumer<String> lines) {
    read(keyedOperators().stream().filter(it -> it.uid().equals(uid)).toList(), progress, lines);
  }

  /**
   * Reads all keyed state of some operators, line by line ({@link StateLine}); those of one key of
   * an operator come one after another. It's one job of Flink, because a job takes seconds to
   * begin.
   */
  @SuppressWarnings("try") // closing what is read to its end doesn't wait
  void read(List<KeyedOperator<?>> some, Progress progress, Consumer<String> lines) {
    if (some.isEmpty()) {
      return;
    }
    StreamExecutionEnvironment environment = LocalFlink.environment();
    try {
      DataStream<String> all = lines(some.get(0), environment);
      for (KeyedOperator<?> operator : some.subList(1, some.size())) {
        all = all.union(lines(operator, environment));
      }
      try (var read = all.executeAndCollect("state of " + path)) {
        read.forEachRemaining(
            line -> {
              lines.accept(line);
              progress.one();
            });
      }
    } catch (Exception e) {
      throw new StateException(
          "'%s': its state cannot be read: %s.".formatted(path, firstLine(StateMain.root(e))));
    }
  }

  /** All of one operator's keyed state as a stream of {@link StateLine}s. */
  <K> DataStream<String> lines(KeyedOperator<K> operator, StreamExecutionEnvironment environment)
      throws IOException {
    return SavepointReader.read(environment, path, backend(operator))
        .readKeyedState(id(operator), new ReadState<>(operator), operator.key(), Types.STRING);
  }

  /**
   * Writes another savepoint that differs in one operator's state only.
   *
   * @param change lines as they are here in, lines as they shall be there out
   * @param more lines that are added
   * @param err where progress is told
   */
  void rewrite(
      String uid,
      String out,
      UnaryOperator<DataStream<String>> change,
      List<String> more,
      PrintWriter err)
      throws Exception {
    KeyedOperator<?> operator = operator(uid);
    NewSavepoint savepoint = NewSavepoint.basedOn(this, out);
    List<DataStream<String>> lines = new ArrayList<>();
    if (has(operator)) {
      savepoint.remove(operator);
      lines.add(change.apply(lines(operator, savepoint.environment())));
    }
    if (!more.isEmpty()) {
      lines.add(savepoint.environment().fromData(more, Types.STRING));
    }
    savepoint.write(operator, lines.stream().reduce(DataStream::union).orElseThrow());
    savepoint.finish(err);
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
