package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.job.Version;
import io.trailhound.job.config.Arguments;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line: arguments come in, an exit code goes out. 0 done, 1 failed or findings, 2 wrong
 * usage, configuration or rule. A mistake gets one message and never a stack trace.
 */
@Command(
    name = "trailhound",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Watches AWS CloudTrail and says who is enumerating an account, and from where.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  state  Looks into savepoints and checkpoints of the job (state --help)",
      "  stack  Kafka, Elasticsearch and a Flink cluster on this machine (stack --help)",
      "  bench  How fast it is on this machine (bench --help)"
    })
public final class Main {
  /** What the launcher starts as programs of their own. */
  private static final List<String> OTHERS = List.of("state", "stack", "bench");

  private Main() {}

  public static void main(String[] args) {
    Stdout stdout = Stdout.install();
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    int exitCode = run(Terminal.detect(), out, err, args);
    out.flush();
    System.exit(stdout.exitCode(exitCode, err));
  }

  static int run(Terminal terminal, PrintWriter out, PrintWriter err, String... args) {
    if (args.length > 0 && OTHERS.contains(args[0])) {
      err.println(
          "trailhound: '%s' isn't in this jar. Right would be: ./trailhound %s."
              .formatted(args[0], args[0]));
      return ExitCode.USAGE;
    }
    CommandLine commandLine = new CommandLine(new Main());
    Map<String, Supplier<Object>> commands = commands(terminal);
    // Each takes its time to be put together, and one is asked for; all of them, when it's none.
    Supplier<Object> asked = args.length == 0 ? null : commands.get(args[0]);
    (asked == null ? commands.values() : List.of(asked))
        .forEach(command -> commandLine.addSubcommand(command.get()));
    commandLine
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(Math.min(terminal.columns(), 120))
        .setUsageHelpAutoWidth(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)))
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed);
    return args.length == 0 ? usage(commandLine) : commandLine.execute(Arguments.expand(args));
  }

  private static Map<String, Supplier<Object>> commands(Terminal terminal) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("demo", () -> new DemoCommand(terminal));
    commands.put("run", () -> runCommand(terminal));
    commands.put("rules", () -> new RulesCommand(terminal));
    commands.put("backtest", () -> backtestCommand(terminal));
    commands.put("serve", Main::serveCommand);
    return commands;
  }

  private static CommandLine runCommand(Terminal terminal) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new RunCommand(terminal));
    Arguments.declare(spec);
    return new CommandLine(spec);
  }

  private static CommandLine backtestCommand(Terminal terminal) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new BacktestCommand(terminal));
    Arguments.declareForArchives(spec);
    return new CommandLine(spec);
  }

  private static CommandLine serveCommand() {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new ServeCommand());
    Arguments.declareForPages(spec);
    return new CommandLine(spec);
  }

  private static CommandLine.Help.Ansi ansi(Terminal terminal) {
    return terminal.outStyle().color() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  private static int usage(CommandLine commandLine) {
    commandLine.usage(commandLine.getErr());
    return ExitCode.USAGE;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    return complain(e.getCommandLine(), Arguments.explain(e), ExitCode.USAGE);
  }

  private static int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    if (CleanUp.isEnding()) {
      return ExitCode.SOFTWARE; // the user has ended it and knows
    }
    Failure failure = Failure.of(e, "the job");
    return complain(commandLine, failure.message(), failure.exitCode());
  }

  private static int complain(CommandLine commandLine, String message, int exitCode) {
    String shown = message.lines().map(TerminalText::escape).collect(Collectors.joining("\n"));
    commandLine.getErr().println("trailhound: " + shown);
    return exitCode;
  }
}
