package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.AddActor;
import io.trailhound.detect.Incidents;
import io.trailhound.detect.NewTerms;
import io.trailhound.match.MatchRules;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run --from-savepoint} says of a savepoint. */
class RestoreTest {
  private static final Path TESTDATA = Path.of("..", "testdata");

  @TempDir private Path folder;

  @Test
  void aSavepointOfAnotherJobIsRefusedInsteadOfBeginningEmpty() throws IOException {
    Path others = savepoint("others", "fraud-rules", "payments");

    for (String more : List.of("--parallelism=1", "--dry-run", "--cluster=127.0.0.1:1")) {
      CommandLineRun run = run(others, more);
      assertThat(run.exitCode()).as(more).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo(
              "trailhound: from-savepoint: '%s' is a savepoint of another job: it has none of Trailhound's operators. Right would be: a savepoint that Trailhound wrote.\n"
                  .formatted(others));
    }
    assertThat(folder.resolve("alerts.ndjson")).doesNotExist();
  }

  @Test
  void whatIsNoSavepointIsRefused() throws IOException {
    Path garbage = Files.createDirectory(folder.resolve("garbage"));
    Files.writeString(garbage.resolve("_metadata"), "no savepoint");
    CommandLineRun unreadable = run(garbage);
    CommandLineRun absent = run(folder.resolve("nowhere"));

    assertThat(unreadable.exitCode()).isEqualTo(2);
    assertThat(unreadable.err())
        .startsWith("trailhound: from-savepoint: '" + garbage + "' cannot be read: ")
        .endsWith("Right would be: the folder of a savepoint.\n");
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("nowhere' has no _metadata file. Right would be: ");
  }

  @Test
  void theStartNamesWhatIsLeftOutAndWhatBeginsEmpty() throws IOException {
    Path ours =
        savepoint("ours", MatchRules.UID, NewTerms.UID, "cloudtrail-kafka", "cep:no-such-rule");
    CommandLineRun run = run(ours, "--replay=again");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err().lines())
        .containsExactly(
            "Left out of the savepoint, because this job has no such operator: cep:no-such-rule, cloudtrail-kafka.",
            "Begins empty, because the savepoint has no such operator: cep:aws_discovery_attack_chain, cep:aws_vpn_discovery_then_impact, cloudtrail-files-replay, match-once, rare-ratio, sequence-revisions, sequence-steps, sliding-count, suppress, value-count.");
  }

  /** What is told early is finished by the operator that told it. */
  @Test
  void theStartSaysWhatIsNotFinishedWhereAKeyIsSwitchedOff() throws IOException {
    Path ours = savepoint("ours", MatchRules.UID, AddActor.UID, Incidents.UID);

    assertThat(run(ours).err())
        .contains(
            "Final alerts of sessions that waited for the watermark are lost with add-actor. To have them: --actor yes.\n",
            "Incidents that are open are lost with find-incidents, and what was told of them stays early. To have them finished: --incidents FILE.\n");
    String out = folder.resolve("incidents.ndjson").toString();
    assertThat(run(ours, "--actor=yes", "--incidents=" + out).err()).doesNotContain("are lost");
  }

  /** Of operators of other jobs, each with a little state of its source's coordinator. */
  private Path savepoint(String name, String... uids) throws IOException {
    Path savepoint = Files.createDirectory(folder.resolve(name));
    List<OperatorState> operators = Stream.of(uids).map(RestoreTest::operator).toList();
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(savepoint.resolve("_metadata")))) {
      Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(1, operators, List.of()), out);
    }
    return savepoint;
  }

  private static OperatorState operator(String uid) {
    OperatorState state = new OperatorState(uid, uid, new OperatorID(1, uid.hashCode()), 1, 128);
    state.setCoordinatorState(new ByteStreamStateHandle(uid, new byte[] {1}));
    return state;
  }

  private CommandLineRun run(Path savepoint, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "--from-savepoint=" + savepoint));
    words.add("--input=" + TESTDATA.resolve("demo/AWSLogs"));
    words.add("--asn-db=" + TESTDATA.resolve("asn/trailhound-demo.mmdb"));
    words.add("--alerts=" + folder.resolve("alerts.ndjson"));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }
}
