package io.trailhound.local.stack;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stack status}: each process, and whether it answers. */
@Command(
    name = "status",
    description = "Shows each process. Ends with 0 when all are up, else with 1.")
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private StackFolder folder;

  @Override
  public Integer call() {
    Stack stack = new Stack(folder.settings());
    return StatusTable.print(stack, spec.commandLine().getOut()) ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
