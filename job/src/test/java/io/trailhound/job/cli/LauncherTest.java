package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher where it can't build: what it says then, and of what Bash it asks. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "trailhound");
  private static final Pattern EMPTY_LIST = Pattern.compile("(?m)^ *(\\w+)=\\(\\)$");

  @TempDir Path folder;

  @Test
  void emptyListsAreNoMistakesToBashBefore44() throws Exception {
    String launcher = Files.readString(LAUNCHER, UTF_8);

    List<String> lists =
        EMPTY_LIST.matcher(launcher).results().map(list -> list.group(1)).distinct().toList();

    assertThat(lists).contains("needed", "compiler", "shared");
    for (String list : lists) {
      String all = "\"${" + list + "[@]}\"";
      assertThat(launcher.replace("${" + list + "[@]+" + all + "}", "")).doesNotContain(all);
    }
  }

  @Test
  void aCloneThatCannotBeWrittenToIsToldInOneMessage() throws Exception {
    Path launcher = launcherAlone();
    Files.writeString(launcher.resolveSibling("job"), "no folder");

    Process ended = run(launcher, System.getenv("PATH"));

    assertThat(err(ended))
        .matches("trailhound: \\S+/job/target cannot be written, .* Right would be: .*\n");
    assertThat(ended.waitFor()).isEqualTo(1);
  }

  @Test
  void javaThatIsMissingIsToldBeforeABuildBegins() throws Exception {
    Path launcher = launcherAlone();
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("bash", "readlink", "dirname", "find")) {
      Files.createSymbolicLink(tools.resolve(tool), onPath(tool));
    }
    Files.createFile(tools.resolve("mvn")).toFile().setExecutable(true);

    Process ended = run(launcher, tools.toString());

    assertThat(err(ended)).matches("trailhound: java was not found\\. Right would be: .*\n");
    assertThat(ended.waitFor()).isEqualTo(1);
    assertThat(launcher.resolveSibling("job")).doesNotExist();
  }

  private Path launcherAlone() throws IOException {
    return Files.copy(LAUNCHER, folder.resolve("trailhound"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static Process run(Path launcher, String path) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(onPath("bash").toString(), launcher.toString(), "demo");
    builder.environment().put("PATH", path);
    builder.environment().remove("JAVA_HOME");
    return builder.start();
  }

  private static String err(Process ended) throws IOException {
    return new String(ended.getErrorStream().readAllBytes(), UTF_8);
  }
}
