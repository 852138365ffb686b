package io.trailhound.state;

import io.trailhound.state.savepoint.LineProgress;
import io.trailhound.state.savepoint.Savepoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code state migrate}: a savepoint of an older Trailhound in, one of this version out. There is
 * none yet that would need it: this says whether all of it can be read.
 */
@Command(
    name = "migrate",
    description = "Says whether a savepoint needs changes for this version. So far none does.")
final class MigrateCommand implements Callable<Integer> {
  @Mixin private SavepointArgument savepointArgument;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Savepoint savepoint = savepointArgument.open();
    LineProgress progress = new LineProgress("entries", spec.commandLine().getErr());
    savepoint.read(savepoint.keyedOperators(), progress.counting(line -> {}));
    progress.end();
    spec.commandLine().getOut().println("Nothing to migrate: all of it is in this version's form.");
    return ExitCode.OK;
  }
}
