package io.trailhound.job.source.files;

import io.trailhound.decode.EpochClock;
import io.trailhound.job.source.listing.FoundFile;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.TrailFolder;
import io.trailhound.text.S3Spelling;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files in, which of them are new out: the memory of a watching source, part of its checkpoint and
 * bounded however long it runs. Buckets with CloudTrail's layout are remembered day by day ({@link
 * SeenDays}), everything else by modification time ({@link SeenRecently}). Local copies of a trail
 * belong to the rest, because a copying program brings the days in any order.
 *
 * <p>What came long after its day belongs to the rest as well: S3 itself says when an object came,
 * so that one which comes into a closed day is known for new. CloudTrail does that when it could
 * not write to the bucket, and so do late copies of a bucket.
 *
 * <p>Whoever may put one object into a bucket chooses its name: a day that is yet to come closes no
 * other, and its files belong to the rest.
 *
 * <p>The thread that lists asks, the coordinator's thread adds.
 */
public final class SeenFiles {
  private static final SeenDays NONE = new SeenDays();

  private final Map<String, SeenDays> regions = new TreeMap<>();
  private final EpochClock clock;
  private SeenRecently rest = new SeenRecently();

  /** Until then, nobody remembered by its time what came late. */
  private long lateSince = Long.MIN_VALUE;

  SeenFiles() {
    this(EpochClock.system());
  }

  SeenFiles(EpochClock clock) {
    this.clock = clock;
  }

  /** Whether nothing below the folder is new but what came late, so that it's rarely listed. */
  synchronized boolean isClosed(String path) {
    TrailFolder folder = TrailFolder.of(S3Spelling.inState(path));
    SeenDays region = folder.first() == null ? null : regions.get(folder.regionPath());
    return region != null && region.isClosed(folder.last().toEpochDay());
  }

  synchronized boolean isNew(FoundFile file) {
    if (holdsAsWritten(file.file())) {
      return false;
    }
    TrailFolder day = day(file);
    FileKey id = FileKey.of(file.id());
    if (!hasCome(day)) {
      return rest.isNew(id, file.modified());
    }
    FileKey name = FileKey.of(file.file().name());
    long date = day.first().toEpochDay();
    SeenDays region = regions.getOrDefault(day.regionPath(), NONE);
    return cameLate(day, file)
        ? rest.isNew(id, file.modified()) && !region.holds(date, name)
        : region.isNew(date, name) && !rest.holds(id); // from when the day was yet to come
  }

  /** Whether it counts as read though nobody knows, because too many others were read since. */
  synchronized boolean isForgotten(FoundFile file) {
    return !hasCome(day(file))
        && !holdsAsWritten(file.file())
        && rest.isForgotten(FileKey.of(file.id()), file.modified());
  }

  /**
   * Whether it's known by its name: other than in {@link #isNew}, no time says that it was read.
   */
  synchronized boolean remembers(InputFile file) {
    TrailFolder day = TrailFolder.of(S3Spelling.inState(file.folder()));
    return holdsAsWritten(file)
        || rest.holds(FileKey.of(S3Spelling.inState(file.path())))
        || (day.isDay()
            && regions
                .getOrDefault(day.regionPath(), NONE)
                .holds(day.first().toEpochDay(), FileKey.of(file.name())));
  }

  /** Takes all that one look found. */
  synchronized void add(Collection<FoundFile> files) {
    for (FoundFile file : files) {
      TrailFolder day = day(file);
      boolean byTime = !hasCome(day) || cameLate(day, file);
      if (byTime) {
        rest.add(FileKey.of(file.id()), file.modified());
      }
      if (hasCome(day)) {
        regions
            .computeIfAbsent(day.regionPath(), none -> new SeenDays())
            .add(day.first().toEpochDay(), byTime ? null : FileKey.of(file.file().name()));
      }
    }
    regions.values().forEach(region -> region.endOfLook(today()));
    rest.endOfLook(clock.getAsLong());
  }

  /** As a checkpoint has it of before all spellings of a name in S3 were one. */
  private boolean holdsAsWritten(InputFile file) {
    boolean wasAnother = !S3Spelling.inState(file.path()).equals(file.path());
    return wasAnother && rest.holds(FileKey.of(file.path()));
  }

  /** A day's folder, and one more day for clocks that differ. */
  private boolean hasCome(TrailFolder day) {
    return day.isDay() && day.first().toEpochDay() <= today() + 1;
  }

  /** Half a day before its day can be closed, for clocks that differ. */
  private boolean cameLate(TrailFolder day, FoundFile file) {
    long late = Duration.ofDays(day.first().toEpochDay() + 1).plusHours(12).toMillis();
    return file.modified() >= Math.max(late, lateSince);
  }

  private long today() {
    return Duration.ofMillis(clock.getAsLong()).toDays();
  }

  private static TrailFolder day(FoundFile file) {
    return TrailFolder.of(
        file.file().appearsWhole() ? S3Spelling.inState(file.file().folder()) : "");
  }

  synchronized void write(DataOutputStream out) throws IOException {
    out.writeInt(regions.size());
    for (Map.Entry<String, SeenDays> region : regions.entrySet()) {
      FileSplitSerializer.writeText(region.getKey(), out);
      region.getValue().write(out);
    }
    rest.write(out);
    out.writeLong(lateSince);
  }

  /**
   * @param tellsLate false of a checkpoint before version 3
   */
  static SeenFiles read(DataInputStream in, EpochClock clock, boolean tellsLate)
      throws IOException {
    SeenFiles seen = new SeenFiles(clock);
    for (int left = in.readInt(); left > 0; left--) {
      String region = S3Spelling.inState(FileSplitSerializer.readText(in));
      seen.regions.put(region, SeenDays.read(in, seen.today()));
    }
    seen.rest = SeenRecently.read(in);
    seen.lateSince = tellsLate ? in.readLong() : clock.getAsLong();
    return seen;
  }
}
