package io.trailhound.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.job.Version;
import io.trailhound.job.cli.Failure;
import io.trailhound.job.cli.Stdout;
import io.trailhound.job.config.Arguments;
import java.io.PrintWriter;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/**
 * {@code trailhound state}: arguments come in, an exit code goes out. 0 done, 1 failed or, for
 * diff, a difference; 2 wrong usage or not a savepoint of Trailhound.
 */
@Command(
    name = "trailhound state",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks into savepoints and checkpoints of the job, and makes new ones.",
    synopsisSubcommandLabel = "COMMAND")
public final class StateMain {
  private static final Logger LOG = LoggerFactory.getLogger(StateMain.class);

  /** Loaded once: those of S3 bring thousands of classes. */
  private static final PluginManager PLUGINS =
      PluginUtils.createPluginManagerFromRootFolder(new Configuration());

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "A setting of Flink, such as s3.endpoint.")
  private Map<String, String> flink = Map.of();

  private StateMain() {}

  public static void main(String[] args) {
    Thread main = Thread.currentThread();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught(e, thread, main));
    Stdout stdout = Stdout.install();
    PrintWriter out = new PrintWriter(System.out, false, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    int exitCode = run(out, err, args);
    out.flush();
    System.exit(stdout.exitCode(exitCode, err));
  }

  /** Threads of Flink end behind an error which was told already. */
  private static void uncaught(Throwable e, Thread thread, Thread main) {
    LOG.warn("{}", thread, e);
    if (thread.equals(main)) {
      System.err.println("trailhound: " + e);
    }
  }

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    StateMain main = new StateMain();
    CommandLine commandLine =
        new CommandLine(main)
            .addSubcommand(new InspectCommand())
            .addSubcommand(new StatsCommand())
            .addSubcommand(BootstrapCommand.spec())
            .addSubcommand(new ExportCommand())
            .addSubcommand(new ImportCommand())
            .addSubcommand(new ForgetCommand())
            .addSubcommand(new ApproveCommand())
            .addSubcommand(new DiffCommand())
            .addSubcommand(new MigrateCommand())
            .setOut(out)
            .setErr(err)
            .setExecutionStrategy(main::withFileSystems)
            .setParameterExceptionHandler(StateMain::wrongUsage)
            .setExecutionExceptionHandler(StateMain::failed);
    if (args.length == 0) {
      commandLine.usage(err);
      return ExitCode.USAGE;
    }
    return commandLine.execute(Arguments.expand(args));
  }

  private int withFileSystems(ParseResult parsed) {
    Configuration settings = Configuration.fromMap(flink);
    FileSystem.initialize(settings, PLUGINS);
    return new RunLast().execute(parsed);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    return complain(e.getCommandLine(), Arguments.explain(e), ExitCode.USAGE);
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    Failure failure = Failure.of(e, command.getCommandName());
    return complain(command, failure.message(), failure.exitCode());
  }

  private static int complain(CommandLine command, String message, int exitCode) {
    command.getErr().println("trailhound: " + message);
    return exitCode;
  }
}
