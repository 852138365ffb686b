package io.trailhound.job.source.files;

import static io.trailhound.job.source.files.FilesSeen.NOW;
import static io.trailhound.job.source.files.FilesSeen.REGION;
import static io.trailhound.job.source.files.FilesSeen.bytes;
import static io.trailhound.job.source.files.FilesSeen.inBucket;
import static io.trailhound.job.source.files.FilesSeen.restored;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.listing.FoundFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that come into a day that is over. */
class LateFilesTest {
  private final SeenFiles seen = new SeenFiles(NOW::toEpochMilli);

  @Test
  void aFileThatComesIntoAClosedDayIsNewOnce() throws IOException {
    seen.add(List.of(inBucket("2026/08/30", "a"), inBucket("2026/09/01", "b")));
    FoundFile late = inBucket("2026/08/30", "late", "2026-09-03T08:00:00Z");

    for (SeenFiles memory : List.of(seen, restored(seen))) {
      assertThat(memory.isClosed(REGION + "/2026/08/30")).isTrue();
      assertThat(memory.isNew(late)).isTrue();
      assertThat(memory.isNew(inBucket("2026/08/30", "a"))).isFalse();
    }
    seen.add(List.of(late));
    assertThat(seen.isNew(late)).isFalse();
    assertThat(restored(seen).isNew(late)).isFalse();
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
        SeenFiles.read(
            new DataInputStream(new ByteArrayInputStream(bytes(seen))), NOW::toEpochMilli, false);

    assertThat(old.isNew(read)).isFalse();
    assertThat(old.isNew(inBucket("2026/08/30", "late", "2026-09-30T12:00:01Z"))).isTrue();
  }
}
