package io.trailhound.job.source.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.TrailSelection;
import io.trailhound.job.source.files.Watching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedOutputsTest {
  @TempDir Path folder;

  @BeforeEach
  void input() throws IOException {
    for (String file :
        List.of("in/a.json", "in/b.ndjson", "in/deep/c.ndjson", "in/.d.ndjson", "out/e.ndjson")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), file);
    }
  }

  @Test
  void whatAFolderOrGlobHoldsIsNotWritten() {
    for (String input : List.of("in", "in/", "in/*.ndjson", "in/**/*", "i?", "*/b*", "in/../in")) {
      assertReadToo(input, "in/b.ndjson");
    }
    assertReadToo("in", "in/deep/c.ndjson");
    assertReadToo("in/**/*.ndjson", "in/deep/../deep/c.ndjson");
  }

  @Test
  void whatItLeavesOutMayBeWritten() {
    refuse("in", "in/.d.ndjson");
    refuse("in/*.json", "in/b.ndjson");
    refuse("in/*.ndjson", "in/deep/c.ndjson");
    refuse("in", "out/e.ndjson");
    TrailSelection account =
        new TrailSelection(Set.of("111122223333"), Set.of(), Instant.MIN, Instant.MAX);
    ListedOutputs.refuse(
        new FilesConfig(List.of(folder + "/in"), null, account, null, null),
        "input",
        Map.of("alerts", folder + "/in/b.ndjson"));
  }

  @Test
  void linksHideNothing() throws IOException {
    Files.createSymbolicLink(folder.resolve("in/link.ndjson"), folder.resolve("out/e.ndjson"));
    assertReadToo("in", "out/e.ndjson");
    Files.createSymbolicLink(folder.resolve("to"), folder.resolve("in"));
    assertReadToo("in", "to/b.ndjson");
    assertReadToo("to", "in/b.ndjson");
    Files.createLink(folder.resolve("hard.ndjson"), folder.resolve("in/a.json"));
    assertReadToo("in", "hard.ndjson");
  }

  /** The text is taken as it is, by input and outputs alike. */
  @Test
  void aSchemeBeforeThePathIsNoUri() throws IOException {
    for (String name : List.of("x y.json", "a%20b.json", "größe.json")) {
      String file = Files.writeString(folder.resolve("in").resolve(name), "x").toString();
      assertThatThrownBy(() -> refuse(FilesConfig.of("file:" + folder + "/in"), file))
          .hasMessageContaining("is read as input, too");
      assertThatThrownBy(() -> refuse(FilesConfig.of(folder + "/in"), "file:" + file))
          .hasMessageContaining("is read as input, too");
    }
  }

  @Test
  void aNewFileInAFolderThatIsReadOnceIsNotRead() {
    refuse("in", "in/new.ndjson");
    refuse("in", "in/out/");
    refuse("in", "in/deep/");
  }

  /**
   * It would be read when it's quiet for a while: alerts are dead letters, and these a new file.
   */
  @Test
  void whereFilesAreWatchedForNoneIsWritten() throws IOException {
    for (String output : List.of("in/new.ndjson", "in/deep/", "in/out/", "in/deep/out/")) {
      assertWatched("in", output);
      assertWatched("in/**/*", output);
    }
    assertWatched("in/*.ndjson", "in/new.ndjson");
    assertReadTooWatching("in", "in/b.ndjson");
    Files.createSymbolicLink(folder.resolve("in/to"), folder.resolve("out"));
    assertWatched("in", "out/new.ndjson");
    assertWatched("in", "out/");
    Files.createSymbolicLink(folder.resolve("link.ndjson"), folder.resolve("in/new.ndjson"));
    assertWatched("in", "link.ndjson");
  }

  @Test
  void whatIsNotWatchedForMayBeWritten() {
    for (String output : List.of("in/.new.ndjson", "in/_out/", "in/.out/", "new.ndjson", "out/")) {
      watch("in", output);
    }
    watch("in/*.json", "in/new.ndjson");
    watch("in/*.json", "in/new/");
    watch("in/*", "in-new.ndjson");
    watch("absent/*", "in/new.ndjson");
    ListedOutputs.refuse(
        new FilesConfig(
            List.of("s3://bucket/in"), Duration.ofMinutes(1), TrailSelection.ALL, null, null),
        "input",
        Map.of("alerts", folder + "/in/b.ndjson"));
  }

  @Test
  void devicesTakeAnythingOfAnybody() throws IOException {
    Files.createSymbolicLink(folder.resolve("in/null"), Path.of("/dev/null"));
    ListedOutputs.refuse(FilesConfig.of(folder + "/in"), "input", Map.of("late", "/dev/null"));
  }

  private void assertReadToo(String input, String output) {
    assertThatThrownBy(() -> refuse(input, output))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "alerts: '%s/%s' is read as input, too, and would be written over. Right would be: another file.",
            folder, output);
  }

  private void assertReadTooWatching(String input, String output) {
    assertThatThrownBy(() -> watch(input, output)).hasMessageContaining("is read as input, too");
  }

  private void assertWatched(String input, String output) {
    assertThatThrownBy(() -> watch(input, output))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "alerts: '%s/%s' is where new files are watched for, and would be read as input. Right would be: ",
            folder, output);
    assertThat(folder.resolve("in/out")).doesNotExist();
  }

  private void refuse(String input, String output) {
    refuse(FilesConfig.of(folder + "/" + input), folder + "/" + output);
  }

  private void watch(String input, String output) {
    refuse(Watching.of(Duration.ofMinutes(1), folder + "/" + input), folder + "/" + output);
  }

  private static void refuse(FilesConfig config, String output) {
    ListedOutputs.refuse(config, "input", Map.of("alerts", output));
  }
}
