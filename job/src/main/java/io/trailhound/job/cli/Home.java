package io.trailhound.job.cli;

import io.trailhound.job.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the launcher lies: its folder has the testdata that demo and rules test need. */
final class Home {
  private Home() {}

  static Path testdata() {
    Path testdata = Path.of(System.getProperty("trailhound.home", ".")).resolve("testdata");
    if (!Files.isDirectory(testdata)) {
      throw new ConfigException(
          "there is no folder '%s'. Right would be: the launcher ./trailhound in a clone of the project."
              .formatted(testdata));
    }
    return testdata;
  }
}
