package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.listing.StartTimeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesLookTest {
  private static final String EVENT = StartTimeTest.event("2026-09-01T00:00:01Z") + "\n";

  @TempDir Path folder;
  private FilesLook looks;

  @BeforeEach
  void watch() {
    FilesConfig config = Watching.of(Duration.ofHours(1), folder.toString());
    looks = new FilesLook(config, StartTimeTest.DECODER, new SeenFiles(), false);
  }

  @AfterEach
  void close() {
    looks.close();
  }

  @Test
  void aFileIsTakenWhenTwoLooksSawItTheSame() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ndjson"), EVENT);
    assertThat(look()).isEmpty();
    Files.writeString(file, EVENT, StandardOpenOption.APPEND);
    assertThat(look()).isEmpty();
    assertThat(look()).containsExactly("a.ndjson");
  }

  @Test
  void aFileThatLayThereForOneIntervalIsTakenByTheFirstLook() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ndjson"), EVENT);
    Instant longAgo = Instant.now().minus(Duration.ofHours(2));
    Files.setLastModifiedTime(file, FileTime.from(longAgo));
    assertThat(look()).containsExactly("a.ndjson");
  }

  @Test
  void afterTheFirstLookTheTimeOfAFileSaysNothingAboutItsBeingWhole() throws IOException {
    assertThat(look()).isEmpty();
    Path file = Files.writeString(folder.resolve("a.ndjson"), EVENT);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertThat(look()).isEmpty();
    assertThat(look()).containsExactly("a.ndjson");
  }

  @Test
  void anEmptyFolderIsNoMistakeWhileWatching() throws IOException {
    assertThat(look()).isEmpty();
  }

  @Test
  void whatIsNotThereIsLeftOutAndTakenWhenItIs() throws IOException {
    Path file = folder.resolve("a.ndjson");
    Files.createSymbolicLink(folder.resolve("latest.ndjson"), folder.resolve(".coming/b"));
    Files.writeString(file, EVENT);
    assertThat(looks.look().leftOut()).containsOnlyKeys(folder + "/latest.ndjson");
    assertThat(look()).containsExactly("a.ndjson");

    Files.writeString(Files.createDirectory(folder.resolve(".coming")).resolve("b"), EVENT);
    FilesLook.Look there = looks.look();
    assertThat(there.leftOut()).isEmpty();
    assertThat(look()).containsExactlyInAnyOrder("a.ndjson", "latest.ndjson");
  }

  @Test
  void anInputThatGoesAwayHidesNoOther() throws IOException {
    Path here = Files.createDirectory(folder.resolve("here"));
    Path away = Files.createDirectory(folder.resolve("away"));
    FilesConfig both = Watching.of(Duration.ofHours(1), away.toString(), here.toString());
    try (FilesLook two = new FilesLook(both, StartTimeTest.DECODER, new SeenFiles(), false)) {
      assertThat(two.look().leftOut()).isEmpty();
      Files.delete(away);
      Files.writeString(here.resolve("a.ndjson"), EVENT);
      assertThat(two.look().leftOut()).containsOnlyKeys(away.toString());
      assertThat(two.look().files()).hasSize(1);
    }
  }

  private List<String> look() throws IOException {
    return looks.look().files().stream().map(file -> file.split().file().name()).toList();
  }
}
