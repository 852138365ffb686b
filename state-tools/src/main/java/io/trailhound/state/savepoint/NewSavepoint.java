package io.trailhound.state.savepoint;

import io.trailhound.detect.KeyedOperator;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageLocation;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.output.FileCopyFunction;
import org.apache.flink.state.api.output.StatePathExtractor;

/**
 * A savepoint that is being written: lines of state for its operators come in, and a savepoint it's
 * based on, of which everything else is taken over. Written in the canonical form, which every
 * backend restores; on disk as it grows, so memory stays bounded.
 */
public final class NewSavepoint implements AutoCloseable {
  /** Flink's own default for parallelisms up to 85, and so that of nearly every job. */
  public static final int KEY_GROUPS = 128;

  private static final int INTO_METADATA_UP_TO = 20 << 10;
  private static final int BUFFER = 4 << 10;

  private final Path folder;
  private final int keyGroups;
  private final CheckpointMetadata base;
  private final LineProgress progress;
  private final Map<OperatorID, OperatorState> states = new LinkedHashMap<>();
  private final Map<String, WriteState<?>> operators = new LinkedHashMap<>();
  private final Scratch disk = Scratch.create();

  private NewSavepoint(String path, int keyGroups, CheckpointMetadata base, PrintWriter err) {
    this.folder = UserPath.of(path);
    this.keyGroups = keyGroups;
    this.base = base;
    this.progress = new LineProgress("lines written", err);
    base.getOperatorStates().forEach(state -> states.put(state.getOperatorID(), state));
  }

  /**
   * @param err where progress is told
   * @throws StateException when there's something at {@code path} already
   */
  public static NewSavepoint empty(String path, int keyGroups, PrintWriter err) {
    NewPlace.requireAbsent(path);
    return new NewSavepoint(path, keyGroups, new CheckpointMetadata(0, List.of(), List.of()), err);
  }

  /**
   * @throws StateException when there's something at {@code path} already
   */
  public static NewSavepoint basedOn(Savepoint base, String path, PrintWriter err) {
    NewPlace.requireAbsent(path);
    return new NewSavepoint(path, base.keyGroups(), base.metadata(), err);
  }

  /**
   * What the operators of every job know, without where its source had come to and what its sinks
   * hold.
   *
   * @param path which {@link NewPlace#requireAbsent(String)} has looked at, before the archive was
   *     read
   */
  public static NewSavepoint detectionOf(Savepoint base, String path, PrintWriter err) {
    List<OperatorState> part =
        base.metadata().getOperatorStates().stream()
            .filter(
                state -> state.getOperatorUid().filter(KeyedOperator::isOfDetection).isPresent())
            .toList();
    long id = base.metadata().getCheckpointId();
    return new NewSavepoint(
        path, base.keyGroups(), new CheckpointMetadata(id, part, List.of()), err);
  }

  /** Leaves out the base's keyed state of an operator. */
  public void remove(KeyedOperator<?> operator) {
    Optional.ofNullable(states.get(id(operator.uid())))
        .map(KeyedPart::removedFrom)
        .ifPresent(state -> states.put(state.getOperatorID(), state));
  }

  /**
   * {@link #add} takes the lines of an operator, and the base's keyed state of it is left out.
   *
   * @param bytes about how many there will be
   */
  public void replace(KeyedOperator<?> operator, long bytes) throws Exception {
    remove(operator);
    OperatorID id = id(operator.uid());
    OperatorState state =
        states.computeIfAbsent(id, it -> new OperatorState(null, operator.uid(), id, 1, keyGroups));
    operators.put(
        operator.uid(),
        new WriteState<>(operator, state.getMaxParallelism(), Room.of(bytes), disk));
  }

  private static OperatorID id(String uid) {
    return OperatorIdentifier.forUid(uid).getOperatorId();
  }

  /**
   * @throws StateException when it's no state of an operator that is written
   */
  public void add(String line) throws Exception {
    operators.get(StateLine.operator(line)).add(line);
    progress.one();
  }

  public void finish() throws Exception {
    // Minutes have gone by, and what somebody else has put there isn't ours to clear away.
    NewPlace.requireAbsent(folder, "a folder");
    FsCheckpointStorageLocation location = location(folder);
    try {
      copyFiles();
      for (Map.Entry<String, WriteState<?>> one : operators.entrySet()) {
        KeyedStateHandle keyed = one.getValue().save(location);
        states.computeIfPresent(id(one.getKey()), (id, state) -> KeyedPart.addedTo(state, keyed));
      }
      save(
          new CheckpointMetadata(base.getCheckpointId(), states.values(), base.getMasterStates()),
          location);
    } catch (Exception e) {
      dropHalf(location, e);
      throw e;
    }
    if (!operators.isEmpty()) {
      progress.end();
    }
  }

  public static FsCheckpointStorageLocation location(Path folder) throws IOException {
    return new FsCheckpointStorageLocation(
        folder.getFileSystem(),
        folder,
        folder,
        folder,
        AbstractFsCheckpointStorageAccess.encodePathAsReference(folder),
        INTO_METADATA_UP_TO,
        BUFFER);
  }

  public static void save(CheckpointMetadata metadata, FsCheckpointStorageLocation location)
      throws IOException {
    try (CheckpointMetadataOutputStream out = location.createMetadataOutputStream()) {
      Checkpoints.storeCheckpointMetadata(metadata, out);
      var unused = out.closeAndFinalizeCheckpoint();
    }
  }

  private static void dropHalf(FsCheckpointStorageLocation location, Exception cause) {
    try {
      location.disposeOnFailure();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Of what is taken over, those that are the base's own. */
  private void copyFiles() throws Exception {
    List<Path> files = new ArrayList<>();
    for (OperatorState state : states.values()) {
      new StatePathExtractor().flatMap(state, new ListCollector<>(files));
    }
    folder.getFileSystem().mkdirs(folder);
    FileCopyFunction copy = new FileCopyFunction(folder.toString());
    for (Path file : new LinkedHashSet<>(files)) {
      copy.writeRecord(file);
    }
  }

  @Override
  public void close() throws IOException {
    try (disk) {
      for (WriteState<?> operator : operators.values()) {
        operator.close();
      }
    }
  }
}
