package io.trailhound.state;

import static io.trailhound.state.BootstrapRun.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Cuts;
import io.trailhound.job.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bootstrap refuses, before it has read an archive or written anything. */
class BootstrapMistakesTest {
  @TempDir private Path folder;

  @Test
  void aDryRunLooksAtFilesOfBeforeOnly() throws Exception {
    String name = "111122223333_CloudTrail_eu-west-1_%s_x.json";
    Path behind = folder.resolve("trail").resolve(name.formatted("20261001T0000Z"));
    Cuts.write(behind, VectorsJob.RECORDS.subList(0, 1));
    Ran nothing =
        BootstrapRun.of(behind.getParent(), Vectors.ASN_DB, folder.resolve("never"), "--dry-run");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("holds no file with events of before " + UNTIL);

    Path before = behind.resolveSibling(name.formatted("20260901T0000Z"));
    Cuts.write(before, VectorsJob.RECORDS.subList(0, 1));
    Ran some =
        BootstrapRun.of(behind.getParent(), Vectors.ASN_DB, folder.resolve("never"), "--dry-run");
    assertThat(some.exitCode()).as(some.err()).isZero();
    assertThat(some.out()).contains(before.toString()).doesNotContain(behind.toString());
  }

  @Test
  void whereNothingCanBeWrittenIsToldBeforeAnythingIsRead() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (String more : List.of("--parallelism=1", "--dry-run")) {
      Ran ran = BootstrapRun.of(Vectors.EVENTS, Vectors.ASN_DB, file.resolve("warm"), more);
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err())
          .contains("file/warm' cannot be written: " + file + " is no folder. Right would be: ")
          .hasLineCount(1);
    }
    Ran letters =
        BootstrapRun.of(
            Vectors.EVENTS, Vectors.ASN_DB, folder.resolve("never"), "--late=/nowhere/late.ndjson");
    assertThat(letters.exitCode()).isEqualTo(2);
    assertThat(letters.err())
        .contains("late: '/nowhere/late.ndjson' cannot be written: ")
        .hasLineCount(1);
  }

  @Test
  void anArchiveWithNothingOfBeforeIsAMistake() throws Exception {
    Path archive = folder.resolve("behind.ndjson");
    Files.write(archive, List.of(VectorsJob.RECORDS.get(VectorsJob.RECORDS.size() - 1), "{"));
    Ran behind = BootstrapRun.of(archive, Vectors.ASN_DB, folder.resolve("never"));
    assertThat(behind.exitCode()).isEqualTo(2);
    assertThat(behind.err())
        .contains(
            "until: the archive has no event of before 2026-09-13T00:00:00Z (taken: no event; left out: 1 event, from ")
        .contains("; 1 unreadable record). Right would be: ");
    assertThat(folder.resolve("never")).doesNotExist();

    Path named =
        Files.createDirectory(folder.resolve("trail"))
            .resolve("111122223333_CloudTrail_eu-west-1_20261001T0000Z_x.json");
    Files.write(named, VectorsJob.RECORDS.subList(0, 1));
    Ran later = BootstrapRun.of(named.getParent(), Vectors.ASN_DB, folder.resolve("never"));
    assertThat(later.exitCode()).isEqualTo(2);
    assertThat(later.err()).contains("holds no file with events of before 2026-09-13T00:00:00Z");
  }

  @Test
  void mistakesAreSaidInOneLine() {
    String out = folder.resolve("never").toString();
    Ran time = Ran.of("bootstrap", "--input", "x", "--until", "soon", "--out", out);
    Ran input = Ran.of("bootstrap", "--input", "/nowhere", "--until", UNTIL, "--out", out);
    Ran none = Ran.of("bootstrap", "--until", UNTIL, "--out", out);
    Ran watch = Ran.of("bootstrap", "--input", "x", "--until", UNTIL, "--out", out, "--watch=1m");
    Ran key = Ran.of("bootstrap", "--input", "x", "--until", UNTIL, "--out", out, "--latness=1m");

    assertThat(time.exitCode()).isEqualTo(2);
    assertThat(time.err()).contains("until: 'soon' is no time").contains("Right would be");
    assertThat(input.exitCode()).isEqualTo(2);
    assertThat(input.err()).contains("/nowhere").hasLineCount(1);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err())
        .endsWith("Right would be: --input PATH, a file, folder or glob to read.\n")
        .hasLineCount(1);
    assertThat(watch.exitCode()).isEqualTo(2);
    assertThat(watch.err())
        .contains("without --source kafka or kinesis, --watch and --sqs-queue")
        .hasLineCount(1);
    assertThat(key.exitCode()).isEqualTo(2);
    assertThat(key.err()).contains("latness").contains("lateness");
  }
}
