package io.trailhound.local.stack;

import io.trailhound.local.FlinkRest;
import io.trailhound.local.LocalException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stack stop}: a job comes in, or all that run; their savepoints go out. */
@Command(
    name = "stop",
    description = "Stops jobs with a savepoint each, and says how to go on from there.")
final class StopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private StackFolder folder;

  @Parameters(paramLabel = "JOB", arity = "0..*", description = "Ids. Default: all that run")
  private List<String> jobs = List.of();

  @Override
  public Integer call() {
    FlinkRest flink = new Stack(folder.settings()).flink().rest();
    if (!flink.answers()) {
      throw new LocalException(
          "no Flink cluster answers at %s. Right would be: ./trailhound stack up."
              .formatted(flink.url()));
    }
    List<String> running = flink.runningJobs();
    for (String job : jobs) {
      if (!running.contains(job)) {
        throw new UsageException(
            "no job '%s' runs. Right would be: one of these: %s."
                .formatted(job, String.join(", ", running)));
      }
    }
    for (String job : jobs.isEmpty() ? running : jobs) {
      spec.commandLine()
          .getOut()
          .printf(
              """
              Stopped %s. Its state is in %2$s
              Go on:  ./trailhound run --cluster -D execution.state-recovery.path=%2$s ...
              """,
              job, flink.stop(job));
    }
    return ExitCode.OK;
  }
}
