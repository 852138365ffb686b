package io.trailhound.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.fs.FileStatus;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserPathTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2025-03-11T02:13:05Z", "a\\b", "50%20 off", "a+b#c?d", "[x]{y}", "سجل"})
  void aFileHereHasAnyName(String name) throws Exception {
    Charset ofNames = Charset.forName(System.getProperty("sun.jnu.encoding"));
    assumeTrue(ofNames.newEncoder().canEncode(name), "a JVM of this locale has no such file");
    Path file = Files.writeString(folder.resolve(name), "five5");

    org.apache.flink.core.fs.Path path = UserPath.of(file.toString());

    FileStatus status = path.getFileSystem().getFileStatus(path);
    assertThat(status.getLen()).isEqualTo(5);
    assertThat(UserPath.of("file:" + file)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({"a:b", "a:b/c", "./a:b", "s3p", "C:"})
  void aNameWithAColonIsInTheWorkingFolder(String name) {
    assertThat(UserPath.isHere(name)).isTrue();
    assertThat(UserPath.of(name).getPath())
        .startsWith(Path.of("").toAbsolutePath() + "/")
        .endsWith(name.substring(name.lastIndexOf('/') + 1));
  }

  @ParameterizedTest
  @CsvSource({"s3p://bucket/key,s3p", "hdfs:/key,hdfs"})
  void otherFileSystemsAreNamed(String text, String scheme) {
    assertThat(UserPath.isHere(text)).isFalse();
    assertThat(UserPath.of(text).toUri().getScheme()).isEqualTo(scheme);
  }
}
