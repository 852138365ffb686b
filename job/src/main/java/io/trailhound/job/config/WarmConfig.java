package io.trailhound.job.config;

import java.time.Instant;
import java.util.Optional;

/**
 * How the job begins without a savepoint, parsed once from {@link Settings}; see {@link WarmKeys}
 * for what each part means.
 *
 * @param archive what is read besides Kafka
 */
public record WarmConfig(Optional<FilesConfig> archive, Optional<Instant> alertsSince) {
  /**
   * @param kafka whether the source is Kafka
   * @throws ConfigException when there's an archive for another source
   */
  static WarmConfig of(Settings settings, boolean kafka) {
    Optional<FilesConfig> archive = Optional.empty();
    if (settings.has(WarmKeys.WARM_FROM)) {
      if (!kafka) {
        throw new ConfigException(
            "warm-from (given as %s) is for the Kafka source, but source is '%s'. Right would be: --source kafka with it, or the files as --input."
                .formatted(
                    settings.origin(WarmKeys.WARM_FROM), settings.get(Keys.SOURCE).orElseThrow()));
      }
      archive =
          Optional.of(
              new FilesConfig(
                  settings.all(WarmKeys.WARM_FROM), null, TrailSelection.of(settings), null, null));
    }
    return new WarmConfig(archive, settings.get(WarmKeys.ALERTS_SINCE));
  }
}
