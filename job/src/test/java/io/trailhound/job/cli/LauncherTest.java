package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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
}
