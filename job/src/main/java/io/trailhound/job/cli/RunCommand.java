package io.trailhound.job.cli;

import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.Version;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trailhound run}: reads the input to its end in this process. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Reads CloudTrail and writes alerts; ends when the input is read.")
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink for this run: -D state.backend.type=rocksdb")
  private Map<String, String> flink = Map.of();

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    JobConfig config = JobConfig.of(Arguments.settings(spec.commandLine().getParseResult()));
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = LocalCluster.withProgress(terminal);
    flink.forEach(settings::setString);
    LocalRun.run(config, rules, sinks(config, rules), settings);
    return Main.DONE;
  }

  private Sinks sinks(JobConfig config, RuleBook rules) {
    Sinks sinks = Sinks.of(config, rules);
    if (!terminal.out() || !config.toStandardOutput()) {
      return sinks;
    }
    AlertLines lines = new AlertLines(Levels.of(rules), terminal.outStyle(), terminal.columns());
    return sinks.withAlerts(new TerminalSink(lines, terminal.err()));
  }
}
