package io.trailhound.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.Patience;
import io.trailhound.local.Ports;
import io.trailhound.local.stack.StackCommand.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code up} leaves when it's not a success. */
@Tag("e2e")
final class UpThatFailsIT {
  @TempDir private Path temporary;
  private StackCommand command;

  @BeforeEach
  void name() {
    command = new StackCommand(temporary.resolve("stack"));
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(command.stack().services())
        .allSatisfy(
            service -> {
              assertThat(service.process().runs()).as(service.process().name()).isFalse();
              assertThat(service.ports()).allMatch(it -> Ports.isFree(it.port()));
            });
  }

  @Test
  void whatWasStartedBeforeTheOneThatCannotBeStarted() {
    Ended up = command.run("up", with("-D", "jobmanager.memory.process.size=1m"));

    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.err()).contains("starting kafka", "starting jobmanager", "memory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "taskmanager-1"})
  void whatWasStartedBeforeItWasAskedToEnd(String being) throws Exception {
    Path files = Files.createDirectory(temporary.resolve("temporary-files"));
    Path said = temporary.resolve("said");
    List<String> java =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + files,
                "-cp",
                System.getProperty("java.class.path"),
                StackMain.class.getName()));
    java.addAll(command.words("up", StackCommand.freePorts()));
    Process up =
        new ProcessBuilder(java).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      Patience.await(
          being,
          () -> Files.readString(said, UTF_8),
          it -> it.contains("starting " + being) || !up.isAlive());

      up.destroy();

      assertThat(up.waitFor()).isEqualTo(128 + 15);
      assertThat(Files.readString(said, UTF_8)).doesNotContain("ended");
      try (Stream<Path> left = Files.list(files)) {
        assertThat(left).isEmpty();
      }
    } finally {
      up.destroyForcibly();
    }
  }

  private static String[] with(String... options) {
    return Stream.concat(Arrays.stream(StackCommand.freePorts()), Arrays.stream(options))
        .toArray(String[]::new);
  }
}
