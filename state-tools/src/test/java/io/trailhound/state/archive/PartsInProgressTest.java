package io.trailhound.state.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsInProgressTest {
  private static final String UNFINISHED = ".part-a1-0.inprogress.b2";

  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "{}\n");
  }

  @Test
  void whatWasBegunSinceGoesAndNothingElse() throws Exception {
    Path before = file("dead/2026-11-29--23/" + UNFINISHED);
    PartsInProgress parts =
        PartsInProgress.in(
            List.of(folder.resolve("dead") + "/", folder.resolve("late") + "/", "s3a://bucket/x/"));
    Path since = file("dead/2026-11-30--00/" + UNFINISHED);
    Path inAnother = file("late/2026-11-30--00/" + UNFINISHED);
    Path finished = file("dead/2026-11-30--00/part-a1-0");
    parts.remove();
    assertThat(since).doesNotExist();
    assertThat(inAnother).doesNotExist();
    assertThat(before).exists();
    assertThat(finished).exists();
  }

  @Test
  void aFolderMayBeALink() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("dead"), real);
    PartsInProgress parts = PartsInProgress.in(List.of(link + "/"));
    Path since = file("real/2026-11-30--00/" + UNFINISHED);
    parts.remove();
    assertThat(since).doesNotExist();
  }

  @Test
  void oneFileIsNoFolder() throws Exception {
    Path dead = file("dead.ndjson");
    PartsInProgress.in(List.of(dead.toString())).remove();
    assertThat(dead).exists();
  }
}
