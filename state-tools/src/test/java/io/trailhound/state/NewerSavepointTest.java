package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.NewTerms;
import io.trailhound.state.savepoint.KeyedPart;
import io.trailhound.state.savepoint.NewSavepoint;
import io.trailhound.state.savepoint.OperatorBackend;
import io.trailhound.state.savepoint.Room;
import io.trailhound.state.savepoint.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageLocation;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a version to come may write is refused, rather than left behind. */
class NewerSavepointTest {
  private static final ValueStateDescriptor<String> STATE =
      new ValueStateDescriptor<>("of-tomorrow", Types.STRING);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {NewTerms.UID, "tomorrows-operator"})
  void stateThatIsNotKnownIsNamed(String uid) throws Exception {
    Path savepoint = folder.resolve(uid);
    addTo(Committed.copiedTo(savepoint), uid);

    Ran export = Ran.of("export", savepoint.toString(), "--out", "-");

    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.out()).isEmpty();
    assertThat(export.err())
        .contains(uid, "which this Trailhound doesn't know. Right would be: the version that wrote")
        .hasLineCount(1);
  }

  private static void addTo(Path folder, String uid) throws Exception {
    OperatorIdentifier operator = OperatorIdentifier.forUid(uid);
    FsCheckpointStorageLocation location =
        NewSavepoint.location(new org.apache.flink.core.fs.Path(folder.toString()));
    List<OperatorState> states =
        new ArrayList<>(
            SavepointLoader.loadSavepointMetadata(folder.toString()).getOperatorStates());
    states.removeIf(state -> state.getOperatorID().equals(operator.getOperatorId()));
    try (Scratch disk = Scratch.create();
        var backend =
            new OperatorBackend<>(
                operator, Types.STRING, NewSavepoint.KEY_GROUPS, Room.of(0), disk)) {
      backend.setCurrentKey("a");
      backend.state(STATE).clear();
      states.add(
          KeyedPart.addedTo(
              new OperatorState(null, uid, operator.getOperatorId(), 1, NewSavepoint.KEY_GROUPS),
              backend.save(location)));
    }
    Files.delete(folder.resolve("_metadata"));
    NewSavepoint.save(new CheckpointMetadata(0, states, List.of()), location);
  }
}
