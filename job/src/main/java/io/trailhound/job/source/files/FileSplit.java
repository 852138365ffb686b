package io.trailhound.job.source.files;

import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.StartTime;
import java.util.Comparator;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A file that a reader was given, and how far it has come.
 *
 * @param start time of the first event, see {@link StartTime}
 * @param emitted records that have left the source already
 */
public record FileSplit(InputFile file, long start, long emitted) implements SourceSplit {
  /** The order in which files are opened. */
  static final Comparator<FileSplit> ORDER =
      Comparator.comparingLong(FileSplit::start).thenComparing(FileSplit::splitId);

  @Override
  public String splitId() {
    return file.path();
  }
}
