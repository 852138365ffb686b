package io.trailhound.job.cli;

import io.trailhound.job.config.ConfigException;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/** What {@code --from-savepoint} says in; Flink's settings for it out. */
final class Restore {
  private Restore() {}

  /**
   * @param savepoint null for none. A path without a scheme is one of this machine
   */
  static Map<String, String> settings(String savepoint) {
    return savepoint == null
        ? Map.of()
        : Map.of(
            "execution.state-recovery.path",
            UserPath.of(savepoint).toString(),
            "execution.state-recovery.ignore-unclaimed-state",
            "true");
  }

  /**
   * @throws ConfigException when there is no savepoint that this machine can read
   */
  static void require(String savepoint) {
    if (savepoint == null) {
      return;
    }
    Path metadata = new Path(UserPath.of(savepoint), "_metadata");
    try {
      if (metadata.getFileSystem().exists(metadata)) {
        return;
      }
    } catch (IOException e) {
      throw new ConfigException(
          "from-savepoint: '%s' cannot be read: %s. Right would be: the folder of a savepoint."
              .formatted(savepoint, e.getMessage()));
    }
    throw new ConfigException(
        "from-savepoint: '%s' has no _metadata file. Right would be: the folder of a savepoint."
            .formatted(savepoint));
  }
}
