package io.trailhound.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.job.cli.Failure;
import io.trailhound.job.config.Arguments;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code trailhound bench}: arguments come in, an exit code goes out. 0 done, 1 failed or found
 * something else than was planted, 2 wrong usage.
 */
public final class BenchMain {
  private static final int WIDTH = 100;

  private BenchMain() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(run(out, err, args));
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new BenchCommand())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(WIDTH)
        .setParameterExceptionHandler(BenchMain::wrongUsage)
        .setExecutionExceptionHandler(BenchMain::failed)
        .execute(args);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    return complain(e.getCommandLine(), Arguments.explain(e), ExitCode.USAGE);
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    Failure failure = Failure.of(e, "bench");
    return complain(command, failure.message(), failure.exitCode());
  }

  private static int complain(CommandLine command, String message, int exitCode) {
    command.getErr().println("trailhound: " + message);
    return exitCode;
  }
}
