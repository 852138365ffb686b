package io.trailhound.job.source.listing;

import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.TrailSelection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Folders and files in, whether a {@link TrailSelection} wants them out, and whether they can hold
 * anything that happened before a time. A folder is only left out when nothing below it can be
 * wanted, so its place decides how much is listed; what is read is decided by each file's name.
 *
 * @param until null for no such time; other than a selection, it leaves no other names out
 */
record TrailFilter(TrailSelection selection, Instant until) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  TrailFilter(FilesConfig config) {
    this(config.selection(), config.until());
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
