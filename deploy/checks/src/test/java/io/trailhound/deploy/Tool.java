package io.trailhound.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that Maven doesn't bring. Where it isn't, the test that needs it is skipped with a
 * message; with {@code TRAILHOUND_TOOLS=required} in the environment, as GitHub's workflow has it,
 * the test fails.
 */
public final class Tool {
  private final Path program;

  private Tool(Path program) {
    this.program = program;
  }

  /**
   * @param name as on the {@code PATH}
   */
  public static Tool require(String name) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String message = name + " is not on the PATH; .ci/tools says where to get it";
      if ("required".equals(System.getenv("TRAILHOUND_TOOLS"))) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    return new Tool(found.get());
  }

  /**
   * What it says.
   *
   * @param status exit code
   * @param text both outputs together
   */
  public record Answer(int status, String text) {}

  /** Runs it in the repository's root. */
  public Answer run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Repository.file(".").toFile())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), text);
  }
}
