package io.trailhound.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoStoryTest {
  private static final Path DEMO = Path.of("..", "testdata", "demo");

  /** {@code -DargLine=-Dtrailhound.write=true} writes them anew; remove the old ones first. */
  @Test
  void committedFilesAreWhatTheStoryMakes() throws IOException {
    Map<String, String> files = DemoStory.files();
    if (Boolean.getBoolean("trailhound.write")) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = DEMO.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }

    assertThat(committed()).containsExactlyEntriesOf(files);
  }

  private static Map<String, String> committed() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(DEMO.resolve("AWSLogs"))) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(DEMO.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }
}
