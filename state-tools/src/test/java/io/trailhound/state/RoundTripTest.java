package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.JobRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half of the vectors' days, their state through a file, and the job for the rest. */
class RoundTripTest {
  @TempDir private Path folder;

  @Test
  void exportedAndImportedTheRestOfTheDaysGivesTheSameAlertsOnAnotherBackend() throws Exception {
    VectorsJob.Stopped half =
        VectorsJob.stoppedAt(VectorsJob.HALF, "hashmap", SavepointFormatType.NATIVE);
    Path file = folder.resolve("state.ndjson");
    assertThat(Ran.of("export", half.savepoint(), "--out", file.toString()).exitCode()).isZero();
    String imported = folder.resolve("imported").toString();
    assertThat(Ran.of("import", file.toString(), "--out", imported, "--base", half.savepoint()))
        .is(Ran.WRITTEN);
    assertThat(Files.readString(file)).contains("\"cep:aws_discovery_attack_chain\"");
    assertThat(SavepointsTest.lines(imported)).isEqualTo(SavepointsTest.lines(half.savepoint()));

    Path alerts = folder.resolve("alerts.ndjson");
    VectorsJob.toTheEnd(imported, "rocksdb", 3, alerts);
    Map<String, String> both = new TreeMap<>(JobRun.documents(half.alerts()));
    both.putAll(JobRun.documents(alerts));
    assertThat(both).isEqualTo(VectorsJob.expected());
  }
}
