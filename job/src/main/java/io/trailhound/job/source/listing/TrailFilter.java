package io.trailhound.job.source.listing;

import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.TrailSelection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Folders and files in, whether a {@link TrailSelection} wants them out, and whether they can hold
 * anything that happened before a time. A folder is only left out when nothing below it can be
 * wanted, so its place decides how much is listed; what is read is decided by each file's name.
 *
 * @param until null for no such time; other than a selection, it leaves no other names out
 */
public record TrailFilter(TrailSelection selection, Instant until) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  public TrailFilter(FilesConfig config) {
    this(config.selection(), config.until());
  }

  /** Whether looking through the file's bucket from the top would come upon it. */
  public boolean wants(InputFile file) {
    String path = InputPath.of(file.path()).path();
    for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
      if (!wantsFolder(path.substring(0, end))) {
        return false;
      }
    }
    return Stream.of(path.split("/")).allMatch(Globs::isData) && wantsFile(file.name());
  }

  boolean wantsFolder(String path) {
    TrailFolder folder = TrailFolder.of(path);
    return folder.isForLogs()
        && (folder.account() == null || selection.hasAccount(folder.account()))
        && (folder.region() == null || selection.hasRegion(folder.region()))
        && (folder.first() == null || wantsDays(folder.first(), folder.last()));
  }

  boolean wantsFile(String name) {
    if (selection.isAll() && until == null) {
      return true;
    }
    return TrailName.of(name).map(this::wants).orElse(selection.isAll());
  }

  private boolean wants(TrailName trail) {
    return selection.hasAccount(trail.account())
        && selection.hasRegion(trail.region())
        && wantsTime(trail.delivered(), trail.delivered().plus(MINUTE));
  }

  private boolean wantsDays(LocalDate first, LocalDate last) {
    return wantsTime(
        first.atStartOfDay().toInstant(ZoneOffset.UTC),
        last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** Whether anything is wanted that was delivered from {@code first} to before {@code end}. */
  private boolean wantsTime(Instant first, Instant end) {
    return selection.hasTime(first, end)
        && (until == null || first.minus(StartTime.DELIVERY).isBefore(until));
  }
}
