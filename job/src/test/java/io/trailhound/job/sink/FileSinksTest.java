package io.trailhound.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.SharedFlink;
import io.trailhound.job.config.ConfigException;
import io.trailhound.model.DeadLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinksTest {
  private static final DeadLetter LETTER =
      new DeadLetter("malformed-json", "not \"JSON\"", "a.json:7", new byte[] {'{', 0, -1});
  private static final String LINE =
      "{\"reason\":\"malformed-json\",\"detail\":\"not \\\"JSON\\\"\",\"source\":\"a.json:7\",\"raw\":\"ewD/\"}";

  @TempDir Path folder;

  @Test
  void deadLetterHasItsFourKeys() {
    assertThat(new DeadLetterJson().encode(LETTER)).isEqualTo(LINE);
  }

  @Test
  void writesOneFileAndItsFolders() throws Exception {
    Path file = folder.resolve("new/dead.ndjson");
    run(file.toString());
    assertThat(file).hasContent(LINE + "\n" + LINE);
  }

  @Test
  void beginsTheFileAnewWithoutACheckpoint() throws Exception {
    Path file = Files.writeString(folder.resolve("dead.ndjson"), "of an earlier run\n".repeat(100));
    run(file.toString());
    assertThat(file).hasContent(LINE + "\n" + LINE);
  }

  @Test
  void writesPartFilesIntoAFolder() throws Exception {
    run(folder.resolve("dead") + "/");
    assertThat(lines(folder.resolve("dead"))).containsExactly(LINE, LINE);
  }

  @Test
  void everyLineIsThereAtOnceAndOnlyThoseBehindTheCheckpointAreCutOff() throws Exception {
    Path file = folder.resolve("out.ndjson");
    EncodeLine<String> plain = value -> value;
    FileLength checkpoint;
    try (OneFileWriter<String> writer = new OneFileWriter<>(file.toString(), 0, plain)) {
      writer.write("one", null);
      assertThat(file).hasContent("one\n");
      checkpoint = writer.snapshotState(1).get(0);
      writer.write("two", null);
    }
    FileLength.Serializer serializer = new FileLength.Serializer();
    FileLength restored = serializer.deserialize(1, serializer.serialize(checkpoint));
    try (var writer = new OneFileWriter<>(file.toString(), restored.length(), plain)) {
      writer.write("zwei", null);
    }
    assertThat(file).hasContent("one\nzwei\n");
  }

  @Test
  void writesToAPipe() throws IOException {
    try (var writer = new OneFileWriter<String>("/dev/null", 0, value -> value)) {
      writer.write("gone", null);
      assertThat(writer.snapshotState(1)).isEmpty();
    }
  }

  @Test
  void refusesOneFileOnARemoteFileSystem() {
    assertThatThrownBy(() -> FileSinks.deadLetters("s3p://bucket/dead.ndjson"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dead-letters: 's3p://bucket/dead.ndjson' is one file on s3p")
        .hasMessageContaining("with a / at its end");
  }

  @Test
  void saysWhatCannotBeWritten() {
    assertThatThrownBy(() -> run("/proc/absent/dead.ndjson"))
        .rootCause()
        .hasMessageContaining("dead-letters: '/proc/absent/dead.ndjson' cannot be written")
        .hasMessageContaining("Right would be");
  }

  private static void run(String path) throws Exception {
    StreamExecutionEnvironment env = SharedFlink.environment(2, new Configuration());
    env.fromData(Types.POJO(DeadLetter.class), LETTER, LETTER)
        .sinkTo(FileSinks.deadLetters(path))
        .setParallelism(1);
    env.execute();
  }

  private static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file.getFileName().toString()).startsWith("part-");
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}
