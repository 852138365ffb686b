package io.trailhound.state;

import picocli.CommandLine.Option;

/** The savepoint that a command writes. */
final class OutOption {
  @Option(
      names = "--out",
      paramLabel = "SAVEPOINT",
      required = true,
      description = "Folder of the new savepoint; must not exist.")
  String folder;
}
