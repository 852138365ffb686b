package io.trailhound.state;

import io.trailhound.state.savepoint.Scratch;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ExitCode;

/**
 * Looks into a small savepoint, and writes one, without a word. The launcher does this once behind
 * a build, and Java keeps the classes that were loaded in an archive, from which every later start
 * maps them.
 */
final class StateRehearsal {
  private static final String SAVEPOINT = "state-tools/src/test/resources/savepoints/0.1.0";

  private StateRehearsal() {}

  public static void main(String[] args) {
    String savepoint = Path.of(System.getProperty("trailhound.home", "."), SAVEPOINT).toString();
    int worst = ExitCode.OK;
    try (Scratch disk = Scratch.create()) {
      String lines = disk.folder().resolve("state.ndjson").toString();
      String imported = disk.folder().resolve("imported").toString();
      for (List<String> command :
          List.of(
              List.of("stats", savepoint),
              List.of("inspect", savepoint),
              List.of("export", savepoint, "--out", lines),
              List.of("import", lines, "--out", imported, "--base", savepoint),
              List.of("diff", savepoint, imported))) {
        worst = Math.max(worst, run(command));
      }
    }
    System.exit(worst);
  }

  private static int run(List<String> command) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return StateMain.run(nowhere, nowhere, command.toArray(String[]::new));
  }
}
