package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.JobRun;
import io.trailhound.job.TestSources;
import io.trailhound.job.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twelve of the vectors' days, their state through a file, and the job for the rest. */
class RoundTripTest {
  private static final int TWELVE_DAYS = VectorsJob.RECORDS.size() * 12 / 20;

  @TempDir static Path folder;
  private static Path alerts;
  private static String twelveDays;
  private static SortedMap<String, String> expected;

  @BeforeAll
  static void runTwelveDays() throws Exception {
    expected =
        JobRun.of(TestSources.files(Vectors.EVENTS), 2, JobRun.settings("hashmap")).documents();
    alerts = folder.resolve("alerts.ndjson");
    twelveDays =
        VectorsJob.untilRecord(TWELVE_DAYS, "hashmap", SavepointFormatType.NATIVE, alerts, folder);
  }

  @Test
  void exportedAndImportedTheRestOfTheDaysGivesTheSameAlertsOnAnotherBackend() throws Exception {
    Path file = folder.resolve("state.ndjson");
    assertThat(Ran.of("export", twelveDays, "--out", file.toString()).exitCode()).isZero();
    String imported = folder.resolve("imported").toString();
    assertThat(Ran.of("import", file.toString(), "--out", imported, "--base", twelveDays))
        .is(Ran.WRITTEN);
    assertThat(Files.readString(file)).contains("\"cep:aws_discovery_attack_chain\"");
    assertThat(SavepointsTest.lines(imported)).isEqualTo(SavepointsTest.lines(twelveDays));

    VectorsJob.toTheEnd(imported, "rocksdb", 3, alerts);
    assertThat(JobRun.documents(alerts)).isEqualTo(expected);
  }
}
