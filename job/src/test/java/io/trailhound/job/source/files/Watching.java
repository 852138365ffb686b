package io.trailhound.job.source.files;

import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.TrailSelection;
import java.time.Duration;
import java.util.List;

/** The configuration of a source that takes all that is there, and what comes. */
public final class Watching {
  private Watching() {}

  public static FilesConfig of(Duration every, String... input) {
    return new FilesConfig(List.of(input), every, TrailSelection.ALL, null, null);
  }

  /** What messages of a queue tell of. */
  public static FilesConfig told(String queue) {
    return new FilesConfig(List.of(), null, TrailSelection.ALL, null, queue);
  }
}
