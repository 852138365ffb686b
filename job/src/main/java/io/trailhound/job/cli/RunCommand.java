package io.trailhound.job.cli;

import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.Version;
import io.trailhound.job.config.AbsolutePaths;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.Settings;
import io.trailhound.rules.RuleBook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trailhound run}: reads the input in this process, or hands the job to a cluster. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Reads CloudTrail and writes alerts. Ends when files are read, unless it watches them.")
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink for this run: -D state.backend.type=rocksdb")
  private Map<String, String> flink = Map.of();

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      arity = "0..1",
      fallbackValue = ClusterAddress.LOCAL_STACK,
      description = {
        "Hands the job to this Flink cluster (its REST address) and returns.",
        "Without an address: the local stack's"
      })
  private String cluster;

  @Option(
      names = "--from-savepoint",
      paramLabel = "SAVEPOINT",
      description = {
        "Begins with the state of this savepoint or checkpoint of Trailhound.",
        "State of operators that this run doesn't have is left out; the start says which."
      })
  private String savepoint;

  @Option(
      names = "--dry-run",
      description = {
        "Looks at configuration, rules, files, topics and servers, shows what is set and where",
        "each value comes from, and starts nothing."
      })
  private boolean dryRun;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Settings given = Arguments.settings(spec.commandLine().getParseResult());
    Map<String, String> settingsGiven = new HashMap<>(Restore.settings(savepoint));
    settingsGiven.putAll(flink);
    Configuration settings = LocalCluster.withProgress(terminal);
    settingsGiven.forEach(settings::setString);
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    return cluster == null
        ? here(given, settings)
        : onCluster(ClusterAddress.of(cluster), given, settingsGiven);
  }

  private int here(Settings given, Configuration settings) throws Exception {
    JobConfig config = JobConfig.of(given);
    LocalOutputs.check(config);
    Restore restore = Restore.of(savepoint, true);
    if (dryRun) {
      new DryRun(given, config, more()).look().lookAtServices(true).tell(out());
      return ExitCode.OK;
    }
    RuleBook rules = TrailhoundJob.prepare(config);
    new LocalRun(config, rules, sinks(config, rules), settings)
        .run(graph -> restore.tell(graph, err()), err());
    return ExitCode.OK;
  }

  private int onCluster(ClusterAddress address, Settings given, Map<String, String> settings)
      throws Exception {
    AbsolutePaths.in(given, Path.of(""));
    JobConfig config = JobConfig.of(given);
    Restore restore = Restore.of(savepoint, address.localStack());
    if (dryRun) {
      DryRun dry = new DryRun(given, config, more()).look().lookAtServices(false);
      ClusterOverview.of(address).require(address, config);
      dry.add("the cluster at " + address.url(), true).tell(out());
      return ExitCode.OK;
    }
    return ClusterRun.submit(address, config, settings, graph -> restore.tell(graph, err()), out());
  }

  /** What is given besides the keys. */
  private Map<String, String> more() {
    Map<String, String> more = new LinkedHashMap<>();
    if (cluster != null) {
      more.put("cluster", cluster);
    }
    if (savepoint != null) {
      more.put("from-savepoint", savepoint);
    }
    flink.forEach((key, value) -> more.put("-D " + key, value));
    return more;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private Sinks sinks(JobConfig config, RuleBook rules) {
    if (!terminal.out()) {
      return Sinks.of(config, rules);
    }
    AlertLines lines = new AlertLines(Levels.of(rules), terminal.outStyle(), terminal.columns());
    return Sinks.of(config, rules, new TerminalSink(lines, terminal.err()));
  }
}
