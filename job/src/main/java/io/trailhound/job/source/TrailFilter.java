package io.trailhound.job.source;

import io.trailhound.job.config.TrailSelection;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Folders and files in, whether a {@link TrailSelection} wants them out. A folder is only left out
 * when nothing below it can be wanted, so its place decides how much is listed; what is read is
 * decided by each file's name.
 */
record TrailFilter(TrailSelection selection) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  boolean wantsFolder(String path) {
    TrailFolder folder = TrailFolder.of(path);
    return folder.isForLogs()
        && (folder.account() == null || selection.hasAccount(folder.account()))
        && (folder.region() == null || selection.hasRegion(folder.region()))
        && (folder.first() == null || wantsDays(folder.first(), folder.last()));
  }

  boolean wantsFile(String name) {
    if (selection.isAll()) {
      return true;
    }
    Optional<TrailName> trail = TrailName.of(name);
    return trail.isPresent()
        && selection.hasAccount(trail.get().account())
        && selection.hasRegion(trail.get().region())
        && selection.hasTime(trail.get().delivered(), trail.get().delivered().plus(MINUTE));
  }

  private boolean wantsDays(LocalDate first, LocalDate last) {
    return selection.hasTime(
        first.atStartOfDay().toInstant(ZoneOffset.UTC),
        last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }
}
