package io.trailhound.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.local.LocalException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code trailhound stack}: arguments come in, an exit code goes out. 0 done, 1 failed, 2 wrong
 * usage or settings.
 */
@Command(
    name = "trailhound stack",
    description = "Kafka, Elasticsearch and a Flink cluster as processes of this machine.",
    synopsisSubcommandLabel = "COMMAND")
public final class StackMain {
  private StackMain() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(run(out, err, args));
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandSpec up = CommandSpec.forAnnotatedObject(new UpCommand());
    UpCommand.declare(up);
    CommandLine commandLine =
        new CommandLine(new StackMain())
            .addSubcommand(up)
            .addSubcommand(new DownCommand())
            .addSubcommand(new StatusCommand())
            .addSubcommand(new FeedCommand())
            .addSubcommand(new StopCommand())
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(StackMain::wrongUsage)
            .setExecutionExceptionHandler(StackMain::failed);
    offerHelp(commandLine);
    commandLine.getSubcommands().values().forEach(StackMain::offerHelp);
    if (args.length == 0) {
      commandLine.usage(err);
      return ExitCode.USAGE;
    }
    return commandLine.execute(args);
  }

  private static void offerHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this.").build());
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    String help = "'%s --help' lists what there is.";
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return complain(
        e.getCommandLine(), e.getMessage() + ". " + help.formatted(command), ExitCode.USAGE);
  }

  private static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
    if (e instanceof UsageException) {
      return complain(commandLine, e.getMessage(), ExitCode.USAGE);
    }
    boolean told = e instanceof LocalException;
    return complain(commandLine, told ? e.getMessage() : e.toString(), ExitCode.SOFTWARE);
  }

  private static int complain(CommandLine commandLine, String message, int exitCode) {
    commandLine.getErr().println("trailhound: " + message);
    return exitCode;
  }
}
