package io.trailhound.job.source.files;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.listing.AtOnce;
import io.trailhound.job.source.listing.FoundFile;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputFiles;
import io.trailhound.job.source.listing.Lister;
import io.trailhound.job.source.listing.StartTime;
import io.trailhound.job.source.listing.TrailFolder;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at the input; out go the files that were not read yet, with the times of their first
 * events. Where a file can be seen while it's written, a watching source takes it when its size and
 * time were the same at two looks; at the first look, when it was not modified since one interval.
 */
public final class FilesLook implements AutoCloseable {
  private final FilesConfig config;
  private final CloudTrailDecoder decoder;
  private final SeenFiles seen;
  private final InputFiles input;
  private final AtOnce threads = new AtOnce("input-look");
  private final LateDays lateDays = new LateDays();

  /** Whether a look has come to its end, of this process or of the one before. */
  private boolean listed;

  /** As the last look saw the files that may still be written to; null before the first. */
  private Map<String, FoundFile> atLastLook;

  /**
   * A file to read.
   *
   * @param taken whether it's known that something of it is taken
   */
  public record NewFile(FoundFile found, FileSplit split, boolean taken) {
    private NewFile beginningBy(long time) {
      long start = Math.min(split.start(), time);
      return new NewFile(found, new FileSplit(split.file(), start, 0), taken);
    }
  }

  /**
   * What one look gave.
   *
   * @param leftOut paths of what could not be listed or looked at, with the reason
   * @param takenForRead files of which nobody knows, see {@link SeenFiles#isForgotten}
   */
  public record Look(List<NewFile> files, Map<String, String> leftOut, int takenForRead) {}

  FilesLook(FilesConfig config, CloudTrailDecoder decoder, SeenFiles seen, boolean listed) {
    this.listed = listed;
    this.config = config;
    this.decoder = decoder;
    this.seen = seen;
    this.input = new InputFiles(config);
  }

  /** Lists, and opens many files: to be called in a thread of its own. */
  public Look look() throws IOException {
    long now = System.currentTimeMillis();
    Lister lister = new Lister(!listed);
    LocalDate late = lateDays.next(now);
    Collection<FoundFile> found =
        input.list(lister, threads, folder -> mayHoldNew(folder, late), Integer.MAX_VALUE);
    List<FoundFile> whole = new ArrayList<>();
    Map<String, FoundFile> maybeGrowing = new HashMap<>();
    int takenForRead = 0;
    for (FoundFile file : found) {
      if (!seen.isNew(file)) {
        takenForRead += seen.isForgotten(file) ? 1 : 0;
      } else if (isWhole(file, now)) {
        whole.add(file);
      } else {
        maybeGrowing.put(file.id(), file);
      }
    }
    atLastLook = maybeGrowing;
    List<NewFile> files = withoutUntaken(threads.map(whole, this::newFile));
    listed = true;
    return new Look(files, Map.copyOf(lister.leftOut()), takenForRead);
  }

  private boolean mayHoldNew(String folder, LocalDate late) {
    return !seen.isClosed(folder) || (late != null && TrailFolder.of(folder).holds(late));
  }

  private boolean isWhole(FoundFile file, long now) {
    if (!config.watches() || file.file().appearsWhole()) {
      return true;
    }
    return atLastLook == null
        ? file.modified() <= now - config.watch().toMillis()
        : file.equals(atLastLook.get(file.id()));
  }

  private NewFile newFile(FoundFile found) {
    long start = StartTime.of(found.file(), decoder);
    return new NewFile(found, new FileSplit(found.file(), start, 0), isTaken(found.file(), start));
  }

  /** Whether the source takes an event of the file, so far as is known before it's read. */
  private boolean isTaken(InputFile file, long start) {
    if (config.until() == null || start < until() - StartTime.DELIVERY.toMillis()) {
      return true;
    }
    return start < until()
        && file.isLocal()
        && StartTime.isBefore(until(), StartTime.firstEvent(file, decoder));
  }

  private long until() {
    return config.until().toEpochMilli();
  }

  /**
   * The watermark goes by where files begin that are yet to be read. Those of which perhaps nothing
   * is taken count like the last of the others: else they'd move it to where no event is.
   */
  private static List<NewFile> withoutUntaken(List<NewFile> files) {
    long last =
        files.stream()
            .filter(NewFile::taken)
            .mapToLong(file -> file.split().start())
            .max()
            .orElse(StartTime.UNKNOWN);
    return files.stream().map(file -> file.taken() ? file : file.beginningBy(last)).toList();
  }

  @Override
  public void close() {
    threads.close();
  }
}
