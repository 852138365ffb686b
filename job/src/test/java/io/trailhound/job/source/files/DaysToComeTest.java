package io.trailhound.job.source.files;

import static io.trailhound.job.source.files.FilesSeen.NOW;
import static io.trailhound.job.source.files.FilesSeen.REGION;
import static io.trailhound.job.source.files.FilesSeen.bytes;
import static io.trailhound.job.source.files.FilesSeen.inBucket;
import static io.trailhound.job.source.files.FilesSeen.local;
import static io.trailhound.job.source.files.FilesSeen.restored;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.listing.FoundFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that say they are of a time that is yet to come. */
class DaysToComeTest {
  private Instant now = NOW;
  private final SeenFiles seen = new SeenFiles(this::now);

  @ParameterizedTest
  @ValueSource(strings = {"2099/01/01", "2026/10/03", "9999/12/31"})
  void aDayThatIsYetToComeClosesNoOther(String day) throws IOException {
    seen.add(List.of(inBucket("2026/09/29", "a"), inBucket(day, "planted")));

    for (SeenFiles memory : List.of(seen, restored(seen))) {
      assertThat(memory.isNew(inBucket(day, "planted"))).isFalse();
      assertThat(memory.isNew(inBucket("2026/09/29", "a"))).isFalse();
      assertThat(memory.isNew(inBucket("2026/09/29", "b"))).isTrue();
      assertThat(memory.isNew(inBucket("2026/09/30", "c"))).isTrue();
      assertThat(memory.isClosed(REGION + "/2026/09/28")).isFalse();
      assertThat(memory.isClosed(REGION + "/2026/09/30")).isFalse();
    }
  }

  @Test
  void whatWasReadBeforeItsDayIsNotReadAgainWhenTheDayComes() {
    seen.add(List.of(inBucket("2026/10/03", "planted")));
    now = Instant.parse("2026-10-03T00:10:00Z");
    assertThat(seen.isNew(inBucket("2026/10/03", "planted"))).isFalse();
    assertThat(seen.isNew(inBucket("2026/10/03", "a"))).isTrue();
  }

  @Test
  void manyFilesOfDaysToComeTakeNoMoreMemoryThanOthers() throws IOException {
    List<FoundFile> files = new ArrayList<>();
    for (int i = 0; i < 2 * SeenRecently.MOST; i++) {
      files.add(inBucket("2099/01/01", "planted-" + i));
    }
    seen.add(files);
    assertThat(bytes(seen)).hasSizeLessThan(SeenRecently.MOST * 25);
    assertThat(seen.isNew(inBucket("2026/09/30", "a"))).isTrue();
  }

  @Test
  void aFileThatSaysItWasModifiedLaterHidesNoOther() {
    List<FoundFile> files = new ArrayList<>();
    for (int i = 0; i < 2 * SeenRecently.MOST; i++) {
      files.add(local("/" + i, Instant.parse("2099-01-01T00:00:00Z").toEpochMilli() + i));
    }
    seen.add(files);
    assertThat(seen.isNew(local("/new", NOW.toEpochMilli() + 1))).isTrue();
  }

  /** Version 0.1.0 trusted the names: closed until 2098-12-30, and one name of a day after it. */
  @Test
  void aCheckpointThatWasBlindSeesAgain() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(1);
    FileSplitSerializer.writeText(REGION, out);
    long planted = LocalDate.of(2099, 1, 1).toEpochDay();
    out.writeLong(planted - 2);
    out.writeInt(1);
    out.writeLong(planted);
    out.writeInt(1);
    FileKey.of("planted").write(out);
    new SeenRecently().write(out);

    SeenFiles old =
        SeenFiles.read(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), this::now, false);

    assertThat(old.isNew(inBucket("2026/09/30", "a"))).isTrue();
    assertThat(old.isClosed(REGION + "/2026/09/30")).isFalse();
    assertThat(old.isClosed(REGION + "/2026/09/29")).isTrue();
  }

  private long now() {
    return now.toEpochMilli();
  }
}
