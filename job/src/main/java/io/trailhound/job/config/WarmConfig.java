package io.trailhound.job.config;

import java.time.Instant;
import java.util.Optional;

/**
 * How the job begins without a savepoint, parsed once from {@link Settings}; see {@link WarmKeys}
 * for what each part means.
 *
 * @param archive what is read besides topics or stream
 */
public record WarmConfig(Optional<FilesConfig> archive, Optional<Instant> alertsSince) {
  /**
   * @param files whether the source is files itself
   * @throws ConfigException when there's an archive for another source
   */
  static WarmConfig of(Settings settings, boolean files) {
    Optional<FilesConfig> archive = Optional.empty();
    if (settings.has(WarmKeys.WARM_FROM)) {
      if (files) {
        throw new ConfigException(
            "warm-from (given as %s) is for the sources kafka and kinesis, but source is 'files'. Right would be: --source with one of them, or the files as --input."
                .formatted(settings.origin(WarmKeys.WARM_FROM)));
      }
      archive =
          Optional.of(
              new FilesConfig(
                  settings.all(WarmKeys.WARM_FROM), null, TrailSelection.of(settings), null, null));
    }
    return new WarmConfig(archive, settings.get(WarmKeys.ALERTS_SINCE));
  }
}
