package io.trailhound.job.cli;

import static java.util.stream.Collectors.joining;

import io.trailhound.detect.AddActor;
import io.trailhound.detect.Incidents;
import io.trailhound.detect.KeyedOperator;
import io.trailhound.job.config.ConfigException;
import io.trailhound.text.UserPath;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * What {@code --from-savepoint} says in; Flink's settings for it out, and in words what of it the
 * job leaves and what it lacks. Flink itself would begin empty from another job's savepoint without
 * a word. Only its metadata is read.
 */
final class Restore {
  private static final String RIGHT = "Right would be: the folder of a savepoint.";

  /** Operators that a key attaches, which have told of something early that they finish later. */
  private static final Map<String, String> FINISHING =
      Map.of(
          AddActor.UID,
          "Final alerts of sessions that waited for the watermark are lost with add-actor. To have them: --actor yes.",
          Incidents.UID,
          "Incidents that are open are lost with find-incidents, and what was told of them stays early. To have them finished: --incidents FILE.");

  private final String path;

  /** By uid; null where this machine can't look. */
  private final Map<String, OperatorState> operators;

  private Restore(String path, Map<String, OperatorState> operators) {
    this.path = path;
    this.operators = operators;
  }

  /**
   * @param savepoint null for none. A path without a scheme is one of this machine
   */
  static Map<String, String> settings(String savepoint) {
    return savepoint == null
        ? Map.of()
        : Map.of(
            "execution.state-recovery.path",
            UserPath.of(savepoint).toString(),
            "execution.state-recovery.ignore-unclaimed-state",
            "true");
  }

  /**
   * Looks at a savepoint, or at nothing.
   *
   * @param savepoint null for none
   * @param here whether the job runs on this machine; a cluster may see what isn't to be seen here
   * @throws ConfigException when it's none that this machine can read, or none of Trailhound's
   */
  static Restore of(String savepoint, boolean here) {
    if (savepoint == null) {
      return new Restore(null, Map.of());
    }
    CompletedCheckpointStorageLocation found;
    try {
      found =
          AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(
              UserPath.of(savepoint).toString());
    } catch (IOException | IllegalArgumentException e) {
      if (here) {
        throw unreadable(savepoint, e);
      }
      return new Restore(savepoint, null);
    }
    return new Restore(savepoint, ours(savepoint, found));
  }

  private static Map<String, OperatorState> ours(
      String savepoint, CompletedCheckpointStorageLocation found) {
    Map<String, OperatorState> operators = new TreeMap<>();
    for (OperatorState state : load(savepoint, found).getOperatorStates()) {
      operators.put(state.getOperatorUid().orElse(state.getOperatorID().toString()), state);
    }
    if (operators.keySet().stream().noneMatch(KeyedOperator::isOfDetection)) {
      throw new ConfigException(
          "from-savepoint: '%s' is a savepoint of another job: it has none of Trailhound's operators. Right would be: a savepoint that Trailhound wrote."
              .formatted(savepoint));
    }
    return operators;
  }

  private static CheckpointMetadata load(
      String savepoint, CompletedCheckpointStorageLocation found) {
    try (DataInputStream in = new DataInputStream(found.getMetadataHandle().openInputStream())) {
      return Checkpoints.loadCheckpointMetadata(
          in, Restore.class.getClassLoader(), found.getExternalPointer());
    } catch (IOException | RuntimeException e) {
      throw unreadable(savepoint, e);
    }
  }

  private static ConfigException unreadable(String savepoint, Exception e) {
    return new ConfigException(
        e instanceof FileNotFoundException
            ? "from-savepoint: '%s' has no _metadata file. %s".formatted(savepoint, RIGHT)
            : "from-savepoint: '%s' cannot be read: %s. %s"
                .formatted(savepoint, e.getMessage(), RIGHT));
  }

  /** Says what the job doesn't have of the savepoint, and what of the job begins empty. */
  void tell(StreamGraph job, PrintWriter err) {
    if (operators == null) {
      err.printf(
          "The savepoint '%s' cannot be looked at from here: what of it is left out, only the cluster's log tells.%n",
          path);
      return;
    }
    if (operators.isEmpty()) {
      return;
    }
    Set<String> uids = uids(job.getStreamNodes().stream());
    tell(
        "Left out of the savepoint, because this job has no such operator",
        operators.entrySet().stream()
            .filter(it -> !uids.contains(it.getKey()) && hasState(it.getValue()))
            .map(Map.Entry::getKey),
        err);
    FINISHING.forEach(
        (uid, lost) -> {
          if (operators.containsKey(uid) && !uids.contains(uid)) {
            err.println(lost);
          }
        });
    Set<String> remembering = uids(job.getSourceIDs().stream().map(job::getStreamNode));
    uids.stream().filter(KeyedOperator::isOfDetection).forEach(remembering::add);
    tell(
        "Begins empty, because the savepoint has no such operator",
        remembering.stream().filter(uid -> !operators.containsKey(uid)),
        err);
  }

  private static Set<String> uids(Stream<StreamNode> nodes) {
    return nodes
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean hasState(OperatorState state) {
    return state.getCoordinatorState() != null
        || state.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
  }

  private static void tell(String what, Stream<String> uids, PrintWriter err) {
    String all = uids.collect(joining(", "));
    if (!all.isEmpty()) {
      err.println(what + ": " + all + ".");
    }
  }
}
