package io.trailhound.job.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one call of the command line, in this process, printed and how it ended. */
public record CommandLineRun(int exitCode, String out, String err) {
  private static final Terminal PIPED = new Terminal(false, false, false, 100);

  public static CommandLineRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(PIPED, new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }
}
