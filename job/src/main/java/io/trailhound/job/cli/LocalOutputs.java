package io.trailhound.job.cli;

import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.text.UserPath;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses a local run that would find at its end that it can't write, or that would make folders
 * for a mistyped path. On a cluster this machine can't know.
 */
public final class LocalOutputs {
  private LocalOutputs() {}

  /**
   * @throws ConfigException naming the first output that can't be written
   */
  static void check(JobConfig config) {
    config.outputs().forEach(LocalOutputs::check);
  }

  /**
   * The same for dead letters and late events alone.
   *
   * @throws ConfigException naming the first output that can't be written
   */
  public static void checkLetters(JobConfig config) {
    config.deadLetters().ifPresent(path -> check("dead-letters", path));
    config.late().ifPresent(path -> check("late", path));
  }

  private static void check(String key, String output) {
    if (!UserPath.isHere(output)) {
      return;
    }
    Path file = UserPath.local(output);
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw refusal(key, output, "there is no folder " + folder);
    }
    if (!Files.isWritable(Files.exists(file) || folder == null ? file : folder)) {
      throw refusal(key, output, "permission denied");
    }
  }

  private static ConfigException refusal(String key, String output, String reason) {
    return new ConfigException(
        "%s: '%s' cannot be written: %s. Right would be: a file or folder in a folder that can be written."
            .formatted(key, output, reason));
  }
}
