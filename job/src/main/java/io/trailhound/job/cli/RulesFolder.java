package io.trailhound.job.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder that commands of {@code rules} are about. */
final class RulesFolder {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description =
          "A folder with rule files. Without it, the rules that ship. The lists that ship are there for both.")
  private Path path;

  /** Null for the rules that ship. */
  Path path() {
    return path;
  }
}
