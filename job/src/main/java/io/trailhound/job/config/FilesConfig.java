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
 * @param queue URL of the SQS queue that tells of files, instead of {@code input}; null to look
 */
public record FilesConfig(
    List<String> input, Duration watch, TrailSelection selection, Instant until, String queue)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All that is there at the start. */
  public static FilesConfig of(String... input) {
    return new FilesConfig(List.of(input), null, TrailSelection.ALL, null, null);
  }

  /** What happened before {@code time}, as if the source had been stopped there. */
  public FilesConfig until(Instant time) {
    return new FilesConfig(input, watch, selection, time, queue);
  }

  /** Whether messages of a queue tell of files. */
  public boolean isTold() {
    return queue != null;
  }

  /** Whether files are taken that come later. */
  public boolean watches() {
    return watch != null || isTold();
  }

  /** Whether the source goes on when all is read. */
  public boolean staysOpen() {
    return watches() || until != null;
  }

  /**
   * For commands that read files which are there, and no queue.
   *
   * @throws ConfigException where none are named
   */
  public static void requireInput(Settings settings) {
    if (!settings.has(FilesKeys.INPUT)) {
      throw new ConfigException(
          "input is missing. Right would be: --input PATH, a file, folder or glob to read.");
    }
  }

  /**
   * @param reads whether the source is files
   * @throws ConfigException when something is missing or contradicts itself
   */
  static FilesConfig of(Settings settings, boolean reads) {
    boolean told = settings.has(FilesKeys.SQS_QUEUE);
    if (reads && !told && !settings.has(FilesKeys.INPUT)) {
      throw new ConfigException(
          "input is missing. Right would be: --input PATH, a file, folder or glob to read, or --sqs-queue URL.");
    }
    for (Key<?> key : List.of(FilesKeys.INPUT, FilesKeys.WATCH)) {
      if (told && settings.has(key)) {
        throw new ConfigException(
            "%s (given as %s) is for files that the job looks for itself, and with sqs-queue (given as %s) messages tell of them. Right would be: one of the two."
                .formatted(key.name(), settings.origin(key), settings.origin(FilesKeys.SQS_QUEUE)));
      }
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
        null,
        settings.get(FilesKeys.SQS_QUEUE).orElse(null));
  }
}
