package io.trailhound.job.source.files;

import static io.trailhound.job.source.files.FilesSeen.NOW;
import static io.trailhound.job.source.files.FilesSeen.REGION;
import static io.trailhound.job.source.files.FilesSeen.bytes;
import static io.trailhound.job.source.files.FilesSeen.inBucket;
import static io.trailhound.job.source.files.FilesSeen.local;
import static io.trailhound.job.source.files.FilesSeen.restored;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.listing.FoundFile;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.text.S3Spelling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SeenFilesTest {
  private final SeenFiles seen = new SeenFiles(NOW::toEpochMilli);

  @Test
  void aFileIsNewUntilItWasSeen() {
    FoundFile file = inBucket("2026/09/01", "a");
    assertThat(seen.isNew(file)).isTrue();
    seen.add(List.of(file));
    assertThat(seen.isNew(file)).isFalse();
    assertThat(seen.isNew(inBucket("2026/09/01", "b"))).isTrue();
  }

  @Test
  void remembersNamesAndTakesNothingForReadByItsTime() {
    FoundFile open = inBucket("2026/09/01", "a");
    FoundFile elsewhere = local("s3p://bucket/copies/a", 10);
    seen.add(List.of(open, elsewhere, inBucket("2026/08/29", "closed")));
    assertThat(seen.remembers(open.file())).isTrue();
    assertThat(seen.remembers(elsewhere.file())).isTrue();
    assertThat(seen.remembers(inBucket("2026/09/01", "b").file())).isFalse();
    assertThat(seen.remembers(inBucket("2026/08/29", "new").file())).isFalse();
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
      afterTwoDays = day == 2 ? bytes(seen).length : afterTwoDays;
    }
    assertThat(bytes(seen)).hasSize(afterTwoDays).hasSizeLessThan(2 * 1000 * 17);
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

    assertThat(bytes(seen)).hasSizeLessThan(SeenRecently.MOST * 24);
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

    SeenFiles restored = restored(seen);

    assertThat(files).noneMatch(restored::isNew);
    assertThat(restored.isClosed(REGION + "/2026/08/30")).isTrue();
    assertThat(restored.isNew(inBucket("2026/09/01", "c"))).isTrue();
  }

  @Test
  void anObjectInS3IsTheSameByAnySpelling() {
    seen.add(List.of(inBucket("2026/09/01", "a"), inBucket("2026/08/29", "b")));

    String elsewhere = REGION.replace("s3p://", "s3a://");
    assertThat(seen.isNew(found(elsewhere + "/2026/09/01/a"))).isFalse();
    assertThat(seen.remembers(found(elsewhere + "/2026/09/01/a").file())).isTrue();
    assertThat(seen.isNew(found(elsewhere + "/2026/09/01/c"))).isTrue();
    assertThat(seen.isClosed(elsewhere + "/2026/08/29")).isTrue();
  }

  @Test
  void whatWasReadBeforeAllSpellingsWereOneIsKnown() {
    seen.add(List.of(local("s3://bucket/copies/a", 10)));

    FoundFile again = found("s3://bucket/copies/a");
    assertThat(seen.isNew(again)).isFalse();
    assertThat(seen.isForgotten(again)).isFalse();
    assertThat(seen.remembers(again.file())).isTrue();
    assertThat(seen.isNew(found("s3://bucket/copies/b"))).isTrue();
  }

  /** As a listing finds it. */
  private static FoundFile found(String path) {
    return new FoundFile(new InputFile(path, 1), S3Spelling.inState(path), 10);
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
}
