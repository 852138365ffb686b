package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.listing.FoundFile;
import io.trailhound.job.source.listing.InputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenFilesTest {
  private static final String REGION = "s3p://bucket/AWSLogs/111122223333/CloudTrail/eu-west-1";

  private static final Instant NOW = Instant.parse("2026-09-30T12:00:00Z");

  private Instant now = NOW;
  private final SeenFiles seen = new SeenFiles(this::now);

  @Test
  void aFileIsNewUntilItWasSeen() {
    FoundFile file = inBucket("2026/09/01", "a");
    assertThat(seen.isNew(file)).isTrue();
    seen.add(List.of(file));
    assertThat(seen.isNew(file)).isFalse();
    assertThat(seen.isNew(inBucket("2026/09/01", "b"))).isTrue();
  }

  @Test
  void daysBeforeTheOneBeforeTheNewestAreClosed() {
    seen.add(List.of(inBucket("2026/08/30", "a"), inBucket("2026/09/01", "b")));

    assertThat(seen.isClosed(REGION + "/2026/08/30")).isTrue();
    assertThat(seen.isNew(inBucket("2026/08/30", "new"))).isFalse();
    assertThat(seen.isClosed(REGION + "/2026/08/31")).isFalse();
    assertThat(seen.isNew(inBucket("2026/08/31", "new"))).isTrue();
    assertThat(seen.isClosed(REGION + "/2026/07")).isTrue();
    assertThat(seen.isClosed(REGION + "/2026/08")).isFalse();
    assertThat(seen.isClosed(REGION + "/2025")).isTrue();
    assertThat(seen.isClosed(REGION)).isFalse();
    assertThat(seen.isClosed(REGION.replace("eu-west-1", "eu-west-2") + "/2025")).isFalse();
  }

  @Test
  void aBucketsMemoryIsThatOfTwoDaysHoweverLongItRuns() throws IOException {
    int afterTwoDays = 0;
    for (int day = 1; day <= 28; day++) {
      List<FoundFile> files = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        files.add(
            inBucket(
                String.format(Locale.ROOT, "2026/09/%02d", day),
                String.format(Locale.ROOT, "%d-%d", day, i)));
      }
      seen.add(files);
      afterTwoDays = day == 2 ? bytes().length : afterTwoDays;
    }
    assertThat(bytes()).hasSize(afterTwoDays).hasSizeLessThan(2 * 1000 * 17);
  }

  @Test
  void aLocalCopyMayBringDaysInAnyOrder() {
    seen.add(List.of(local("/copy/AWSLogs/111122223333/CloudTrail/r/2026/09/09/a", 9)));
    assertThat(seen.isClosed("/copy/AWSLogs/111122223333/CloudTrail/r/2026/09/01")).isFalse();
    assertThat(seen.isNew(local("/copy/AWSLogs/111122223333/CloudTrail/r/2026/09/01/a", 1)))
        .isTrue();
  }

  @Test
  void ofOtherFilesTheLastHundredThousandAreRemembered() throws IOException {
    seen.add(List.of(local("/old", 1)));
    assertThat(seen.isNew(local("/moved-here", 0))).isTrue();

    List<FoundFile> files = new ArrayList<>();
    for (int i = 0; i < SeenRecently.MOST; i++) {
      files.add(local("/" + i, 1000 + i));
    }
    seen.add(files);

    assertThat(bytes()).hasSizeLessThan(SeenRecently.MOST * 24);
    assertThat(seen.isNew(local("/old", 1))).isFalse();
    assertThat(files).noneMatch(seen::isNew);
    assertThat(seen.isNew(local("/moved-here", 0))).isFalse();
    assertThat(seen.isNew(local("/new", 1000 + SeenRecently.MOST))).isTrue();
  }

  @Test
  void aCheckpointBringsItAllBack() throws IOException {
    List<FoundFile> files =
        List.of(inBucket("2026/08/30", "a"), inBucket("2026/09/01", "b"), local("/c", 7));
    seen.add(files);

    SeenFiles restored = restored();

    assertThat(files).noneMatch(restored::isNew);
    assertThat(restored.isClosed(REGION + "/2026/08/30")).isTrue();
    assertThat(restored.isNew(inBucket("2026/09/01", "c"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2099/01/01", "2026/10/03", "9999/12/31"})
  void aDayThatIsYetToComeClosesNoOther(String day) throws IOException {
    seen.add(List.of(inBucket("2026/09/29", "a"), inBucket(day, "planted")));

    for (SeenFiles memory : List.of(seen, restored())) {
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
    assertThat(bytes()).hasSizeLessThan(SeenRecently.MOST * 25);
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

  @Test
  void saysOfWhichFilesItDoesNotKnow() {
    List<FoundFile> files = new ArrayList<>();
    for (int i = 0; i <= SeenRecently.MOST; i++) {
      files.add(local("/" + i, i));
    }
    seen.add(files);
    assertThat(seen.isForgotten(files.get(0))).isTrue();
    assertThat(seen.isForgotten(local("/moved-here", 0))).isTrue();
    assertThat(seen.isForgotten(files.get(SeenRecently.MOST))).isFalse();
    assertThat(seen.isForgotten(local("/new", SeenRecently.MOST + 1))).isFalse();
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

  @Test
  void aFileThatComesIntoAClosedDayIsNewOnce() throws IOException {
    seen.add(List.of(inBucket("2026/08/30", "a"), inBucket("2026/09/01", "b")));
    FoundFile late = inBucket("2026/08/30", "late", "2026-09-03T08:00:00Z");

    for (SeenFiles memory : List.of(seen, restored())) {
      assertThat(memory.isClosed(REGION + "/2026/08/30")).isTrue();
      assertThat(memory.isNew(late)).isTrue();
      assertThat(memory.isNew(inBucket("2026/08/30", "a"))).isFalse();
    }
    seen.add(List.of(late));
    assertThat(seen.isNew(late)).isFalse();
    assertThat(restored().isNew(late)).isFalse();
    assertThat(seen.isClosed(REGION + "/2026/08/31")).isFalse();
  }

  @Test
  void whatCameLateIntoAnOpenDayIsNotReadAgainWhenTheDayIsClosed() {
    FoundFile late = inBucket("2026/08/30", "late", "2026-08-31T18:00:00Z");
    seen.add(List.of(inBucket("2026/08/31", "a"), late));
    assertThat(seen.isNew(late)).isFalse();

    seen.add(List.of(inBucket("2026/09/02", "b")));
    assertThat(seen.isClosed(REGION + "/2026/08/30")).isTrue();
    assertThat(seen.isNew(late)).isFalse();
  }

  /** All that such a bucket holds came late. */
  @Test
  void aCopiedBucketsDaysAreClosedToo() {
    seen.add(
        List.of(
            inBucket("2026/08/30", "a", "2026-09-05T08:00:00Z"),
            inBucket("2026/09/01", "b", "2026-09-05T08:00:00Z")));
    assertThat(seen.isClosed(REGION + "/2026/08/30")).isTrue();
    assertThat(seen.isClosed(REGION + "/2026/08/31")).isFalse();
  }

  /** It remembered no times, so all that came late before would be read a second time. */
  @Test
  void aCheckpointOfBeforeTakesForLateOnlyWhatComesFromNowOn() throws IOException {
    FoundFile read = inBucket("2026/08/30", "a", "2026-09-05T08:00:00Z");
    seen.add(List.of(inBucket("2026/08/30", "a"), inBucket("2026/09/01", "b")));

    SeenFiles old =
        SeenFiles.read(new DataInputStream(new ByteArrayInputStream(bytes())), this::now, false);

    assertThat(old.isNew(read)).isFalse();
    assertThat(old.isNew(inBucket("2026/08/30", "late", "2026-09-30T12:00:01Z"))).isTrue();
  }

  private SeenFiles restored() throws IOException {
    return SeenFiles.read(new DataInputStream(new ByteArrayInputStream(bytes())), this::now, true);
  }

  private long now() {
    return now.toEpochMilli();
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    seen.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static FoundFile inBucket(String day, String name) {
    return inBucket(day, name, "1970-01-01T00:00:00Z");
  }

  private static FoundFile inBucket(String day, String name, String modified) {
    String path = REGION + "/" + day + "/" + name;
    return new FoundFile(new InputFile(path, 1), path, Instant.parse(modified).toEpochMilli());
  }

  private static FoundFile local(String path, long modified) {
    return new FoundFile(new InputFile(path, 1), path, modified);
  }
}
