package io.trailhound.job.config;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The files source's part of the configuration, parsed once from {@link Settings}; see {@link
 * FilesKeys} for what each part means.
 *
 * @param watch how often to look for new files; null to read what is there
 * @param until events from then on are left out, and the source stays open where they begin; null
 *     to take all
 */
public record FilesConfig(
    List<String> input, Duration watch, TrailSelection selection, Instant until)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All that is there at the start. */
  public static FilesConfig of(String... input) {
    return new FilesConfig(List.of(input), null, TrailSelection.ALL, null);
  }

  /** What happened before {@code time}, as if the source had been stopped there. */
  public FilesConfig until(Instant time) {
    return new FilesConfig(input, watch, selection, time);
  }

  public boolean watches() {
    return watch != null;
  }

  /** Whether the source goes on when all is read. */
  public boolean staysOpen() {
    return watches() || until != null;
  }

  /**
   * @param reads whether the source is files
   * @throws ConfigException when something is missing or contradicts itself
   */
  static FilesConfig of(Settings settings, boolean reads) {
    if (reads && !settings.has(FilesKeys.INPUT)) {
      throw new ConfigException(
          "input is missing. Right would be: --input PATH, a file, folder or glob to read.");
    }
    boolean selects = reads || settings.has(WarmKeys.WARM_FROM);
    for (Key<?> key : FilesKeys.ALL) {
      boolean used = FilesKeys.SELECTION.contains(key) ? selects : reads;
      if (!used && settings.has(key)) {
        throw new ConfigException(
            "%s (given as %s) is for the files source, but source is '%s'. Right would be: one of the two."
                .formatted(
                    key.name(), settings.origin(key), settings.get(Keys.SOURCE).orElseThrow()));
      }
    }
    return new FilesConfig(
        settings.all(FilesKeys.INPUT),
        settings.get(FilesKeys.WATCH).orElse(null),
        TrailSelection.of(settings),
        null);
  }
}
