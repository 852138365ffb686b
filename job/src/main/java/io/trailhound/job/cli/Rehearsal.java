package io.trailhound.job.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine.ExitCode;

/**
 * Runs what is run most, without a word. The launcher does this once behind a build, and Java keeps
 * the classes that were loaded in an archive, from which every later start maps them.
 */
final class Rehearsal {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("rules", "list"),
          List.of("rules", "check"),
          List.of("rules", "test"),
          List.of("demo"));

  private Rehearsal() {}

  public static void main(String[] args) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Terminal piped = new Terminal(false, false, false, 100);
    int worst = ExitCode.OK;
    for (List<String> command : COMMANDS) {
      worst = Math.max(worst, Main.run(piped, nowhere, nowhere, command.toArray(String[]::new)));
    }
    System.exit(worst);
  }
}
