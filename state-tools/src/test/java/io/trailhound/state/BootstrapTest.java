package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.JobRun;
import io.trailhound.job.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A savepoint of twelve archived days, and the job over the rest of the vectors. */
class BootstrapTest {
  private static final String UNTIL = "2026-09-13T00:00:00Z";

  @TempDir private Path folder;

  @Test
  void aJobFromItGivesTheAlertsOfOneThatHadAlwaysRun() throws Exception {
    String savepoint = folder.resolve("warm").toString();
    Ran bootstrap =
        Ran.of(
            "bootstrap",
            "--input",
            Vectors.EVENTS.toString(),
            "--until",
            UNTIL,
            "--asn-db",
            Vectors.ASN_DB.toString(),
            "--out",
            savepoint);
    assertThat(bootstrap.exitCode()).as(bootstrap.err()).isZero();
    List<String> rest =
        VectorsJob.RECORDS.stream().filter(it -> time(it).compareTo(UNTIL) >= 0).toList();
    Path alerts = folder.resolve("alerts.ndjson");
    VectorsJob.toTheEnd(rest, savepoint, "rocksdb", 3, alerts);

    SortedMap<String, String> all = VectorsJob.expected();
    Map<String, String> later = new TreeMap<>(all);
    later.values().removeIf(it -> timestamp(it).compareTo(UNTIL) < 0);
    assertThat(later).hasSizeGreaterThan(100);
    assertThat(JobRun.documents(alerts)).containsAllEntriesOf(later);
    assertThat(all).containsAllEntriesOf(JobRun.documents(alerts));
  }

  private static String time(String record) {
    return record.replaceFirst(".*\"eventTime\": ?\"([^\"]+)\".*", "$1");
  }

  private static String timestamp(String alert) {
    return alert.replaceFirst(".*\"@timestamp\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void anArchiveThatIsReadBeforeTheJobHasFullyStartedIsEnough() throws Exception {
    Path archive = folder.resolve("short.ndjson");
    Files.write(archive, VectorsJob.RECORDS.subList(0, 1));
    Ran bootstrap =
        Ran.of(
            "bootstrap",
            "--input",
            archive.toString(),
            "--until",
            UNTIL,
            "--asn-db",
            Vectors.ASN_DB.toString(),
            "--out",
            folder.resolve("short").toString());

    assertThat(bootstrap.exitCode()).as(bootstrap.err()).isZero();
  }

  @Test
  void mistakesAreSaidInOneLine() {
    String out = folder.resolve("never").toString();
    Ran time = Ran.of("bootstrap", "--input", "x", "--until", "soon", "--out", out);
    Ran input = Ran.of("bootstrap", "--input", "/nowhere", "--until", UNTIL, "--out", out);
    Ran key = Ran.of("bootstrap", "--input", "x", "--until", UNTIL, "--out", out, "--latness=1m");

    assertThat(time.exitCode()).isEqualTo(2);
    assertThat(time.err()).contains("until: 'soon' is no time").contains("Right would be");
    assertThat(input.exitCode()).isEqualTo(2);
    assertThat(input.err()).contains("/nowhere").hasLineCount(1);
    assertThat(key.exitCode()).isEqualTo(2);
    assertThat(key.err()).contains("latness").contains("lateness");
  }
}
