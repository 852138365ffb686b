package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./trailhound} as a user runs it: words come in, what it said and its exit code go out. */
record Launcher(int exitCode, String out, String err) {
  static final Path HOME =
      Path.of(System.getProperty("trailhound.home", "../..")).toAbsolutePath().normalize();

  /** What a cluster gets. */
  static final Path JOB = HOME.resolve("job/target/trailhound.jar");

  static Launcher run(String... words) throws Exception {
    return run(List.of(words));
  }

  static Launcher run(List<String> words) throws Exception {
    Path folder = Files.createTempDirectory("trailhound-launcher");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path log = folder.resolve("log");
    try {
      int exitCode = exitCode(words, out, err, log);
      return new Launcher(exitCode, Files.readString(out), Files.readString(err));
    } finally {
      for (Path file : List.of(out, err, log, folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static int exitCode(List<String> words, Path out, Path err, Path log)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("trailhound").toString()));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("TRAILHOUND_LOG", log.toString());
    // Short runs, beside a cluster.
    builder.environment().put("TRAILHOUND_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.start();
    try {
      Patience.await(
          command + " ends",
          process::isAlive,
          it -> !it,
          () -> List.of(Files.size(out), Files.size(err), Files.size(log)));
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The same, which must have been a success. */
  Launcher done() {
    assertThat(exitCode).as("%.1000s%n%.3000s", out, err).isZero();
    return this;
  }
}
