package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.Cuts;
import io.trailhound.job.SharedFlink;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.model.Decoded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Odd files: every one is accounted for, and none stops the job. */
class FilesSourceTest {
  private static final String ONE = StartTimeTest.event("2026-09-01T00:00:01Z");
  private static final String TWO = StartTimeTest.event("2026-09-01T00:00:02Z");
  private static final String THREE = StartTimeTest.event("2026-09-01T00:00:03Z");

  @TempDir Path folder;

  @Test
  void readsPlainAndGzFilesInTheOrderOfTheirFirstEvents() throws Exception {
    write("c.ndjson", ONE);
    write("b.ndjson.gz", TWO);
    write("a.ndjson", THREE);
    assertThat(read(1)).containsExactly("00:00:01Z", "00:00:02Z", "00:00:03Z");
  }

  @Test
  void readsEmptyFilesAsNothing() throws Exception {
    write("a.ndjson", ONE);
    Files.createFile(folder.resolve("b.ndjson"));
    Files.createFile(folder.resolve("c.ndjson"));
    assertThat(read(4)).containsExactly("00:00:01Z");
  }

  @Test
  void readsOnlyEmptyFiles() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.createFile(folder.resolve("empty-" + i));
    }
    assertThat(read(1)).isEmpty();
    assertThat(read(2)).isEmpty();
  }

  @Test
  void makesADeadLetterOfAFileThatCannotBeOpenedAndGoesOn() throws Exception {
    write("a.ndjson", ONE);
    Files.createSymbolicLink(folder.resolve("mem.ndjson"), Path.of("/proc/self/mem"));
    write("z.ndjson", TWO);
    assertThat(read(1)).hasSize(3).contains("00:00:01Z", "00:00:02Z", "unreadable");
  }

  @Test
  void makesADeadLetterOfABrokenGzAndGoesOn() throws Exception {
    String[] many = new String[2000];
    for (int i = 0; i < many.length; i++) {
      many[i] = ONE.replace("ListBuckets", "Action" + Integer.toHexString(i * 7919));
    }
    write("a.ndjson.gz", many);
    byte[] whole = Files.readAllBytes(folder.resolve("a.ndjson.gz"));
    Files.write(folder.resolve("a.ndjson.gz"), Arrays.copyOf(whole, whole.length / 2));
    write("z.ndjson", TWO);

    List<String> read = read(1);
    assertThat(read).hasSizeBetween(100, 1900).contains("00:00:02Z", "broken-gzip");
  }

  @Test
  void saysWhatIsMissingWhenTheJobStarts() {
    assertThatThrownBy(() -> read(1))
        .rootCause()
        .hasMessageContaining("holds no file to read")
        .hasMessageContaining("Right would be");
  }

  private void write(String name, String... lines) throws Exception {
    Cuts.write(folder.resolve(name), List.of(lines));
  }

  /** Times of events, reasons of dead letters. */
  private List<String> read(int parallelism) throws Exception {
    StreamExecutionEnvironment env = SharedFlink.environment(parallelism, new Configuration());
    Duration lateness = Duration.ofMinutes(15);
    var source =
        new FilesSource(FilesConfig.of(folder.toString()), StartTimeTest.DECODER, lateness);
    return env
        .fromSource(source, FilesSource.watermarks(lateness), "cloudtrail")
        .executeAndCollect(10_000)
        .stream()
        .map(FilesSourceTest::inShort)
        .toList();
  }

  private static String inShort(Decoded record) {
    return record.event() == null
        ? record.deadLetter().reason()
        : record.event().eventId.substring("2026-09-01T".length());
  }
}
