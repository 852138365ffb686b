package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Cuts;
import io.trailhound.job.SharedFlink;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.listing.Globs;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputFiles;
import io.trailhound.job.source.listing.InputPath;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever files and folders are called, they are read like any other. */
class OddNamesTest {
  private static final Duration LATENESS = Duration.ofMinutes(15);

  @TempDir Path folder;

  static List<String> names() {
    return OddNames.all();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFileIsReadFromAFolderByAGlobAndByItsName(String name) throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve(name);
    Files.writeString(file, name, StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("beside"), "beside", StandardCharsets.UTF_8);

    assertThat(contents(folder.toString())).containsExactlyInAnyOrder(name, "beside");
    assertThat(contents(folder + "/*")).containsExactlyInAnyOrder(name, "beside");
    assertThat(contents(folder + "/**/*")).containsExactlyInAnyOrder(name, "beside");
    assertThat(contents(folder + "/?*/?*")).containsExactly(name);
    for (String one : List.of(file.toString(), "file:" + file, file.getParent().toString())) {
      assertThat(contents(one)).contains(name).hasSizeLessThanOrEqualTo(Globs.isGlob(name) ? 2 : 1);
    }
    assertThat(contents(folder + "/besid?")).containsExactly("beside");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aWatchingJobTakesIt(String name) throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve(name);
    FilesConfig config = Watching.of(Duration.ofHours(1), folder.toString());
    try (FilesLook looks = new FilesLook(config, StartTimeTest.DECODER, new SeenFiles(), false)) {
      Files.writeString(file, StartTimeTest.event("2026-09-01T00:00:01Z"));
      assertThat(looks.look().files()).isEmpty();
      FilesLook.Look second = looks.look();
      assertThat(second.leftOut()).isEmpty();
      assertThat(second.files())
          .singleElement()
          .satisfies(taken -> assertThat(taken.split().file().name()).isEqualTo(name))
          .satisfies(taken -> assertThat(taken.split().start()).isPositive());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatACheckpointHoldsOfItLeadsToTheSameFile(String name) {
    for (InputPath parent :
        List.of(
            InputPath.of(""),
            InputPath.of("."),
            InputPath.of("/"),
            InputPath.of("file:/in"),
            InputPath.of("s3p://bucket"),
            InputPath.of("s3p://bucket/AWSLogs"))) {
      InputPath below = parent.child(name).child(name);
      InputPath back = InputPath.of(below.text());
      assertThat(back.text()).isEqualTo(below.text());
      assertThat(back.name()).isEqualTo(name);
      assertThat(back.scheme()).isEqualTo(parent.scheme());
      if (!back.isLocal()) {
        assertThat(back.remote().getPath()).isEqualTo(below.path()).endsWith("/" + name);
      }
    }
  }

  @Test
  void aJobReadsThemAll() throws Exception {
    for (String name : names()) {
      Cuts.write(
          Files.createDirectory(folder.resolve(name)).resolve(name),
          List.of(StartTimeTest.event("2026-09-01T00:00:01Z"), "{"));
    }
    StreamExecutionEnvironment env = SharedFlink.environment(2, new Configuration());
    var source =
        new FilesSource(FilesConfig.of(folder.toString()), StartTimeTest.DECODER, LATENESS);

    List<Decoded> read =
        env.fromSource(source, FilesSource.watermarks(LATENESS), "cloudtrail")
            .executeAndCollect(10_000);

    assertThat(read).filteredOn(record -> record.event() != null).hasSameSizeAs(names());
    assertThat(read)
        .filteredOn(record -> record.event() == null)
        .extracting(record -> record.deadLetter().source())
        .containsExactlyInAnyOrderElementsOf(
            names().stream().map(name -> folder + "/" + name + "/" + name + ":2").toList());
  }

  private static List<String> contents(String... inputs) throws IOException {
    List<InputFile> files = new InputFiles(FilesConfig.of(inputs)).find(Integer.MAX_VALUE);
    List<String> contents = new ArrayList<>();
    for (InputFile file : files) {
      try (InputStream in = file.open()) {
        contents.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }
}
