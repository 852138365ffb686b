package io.trailhound.local.stack;

import io.trailhound.local.LocalProcess;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stack down}: ends what runs, last started first; data stays. */
@Command(
    name = "down",
    description = "Ends what runs. Topics, documents, checkpoints and logs stay in the folder.")
final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private StackFolder folder;

  @Override
  public Integer call() throws Exception {
    return folder.locked(this::down);
  }

  private int down() {
    PrintWriter err = spec.commandLine().getErr();
    List<Service> services = new ArrayList<>(new Stack(folder.settings()).services());
    Collections.reverse(services);
    List<LocalProcess> running =
        services.stream().map(Service::process).filter(LocalProcess::runs).toList();
    for (LocalProcess process : running) {
      err.println("ending " + process.name() + " ...");
      process.stop();
    }
    spec.commandLine()
        .getOut()
        .println(
            running.isEmpty() ? "Nothing runs." : "Down. What it stored is in " + folder.path());
    return ExitCode.OK;
  }
}
