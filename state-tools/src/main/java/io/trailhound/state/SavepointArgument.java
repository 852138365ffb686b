package io.trailhound.state;

import io.trailhound.state.savepoint.Savepoint;
import picocli.CommandLine.Parameters;

/** The savepoint that a command reads. */
final class SavepointArgument {
  @Parameters(paramLabel = "SAVEPOINT", description = "Folder of a savepoint or checkpoint.")
  String path;

  /**
   * @throws StateException when there is none, or it isn't one of this job
   */
  Savepoint open() {
    return Savepoint.open(path);
  }
}
