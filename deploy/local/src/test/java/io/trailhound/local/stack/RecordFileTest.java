package io.trailhound.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.local.LocalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
  private static final String TRAIL = "{\"Records\": [{\"a\": 1},\n {\"b\": [2]}]}";

  @TempDir private Path folder;

  @Test
  void recordsOfATrailFileAreOneMessageEach() throws IOException {
    assertThat(read(TRAIL.getBytes(UTF_8))).containsExactly("{\"a\":1}", "{\"b\":[2]}");
    assertThat(read(gzip(TRAIL))).containsExactly("{\"a\":1}", "{\"b\":[2]}");
  }

  @Test
  void linesGoAsTheyAre() throws IOException {
    assertThat(read("{\"a\": 1}\nnonsense\n\n{\"Record".getBytes(UTF_8)))
        .containsExactly("{\"a\": 1}", "nonsense", "{\"Record");
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void aTrailFileThatIsCutOffIsNamed() {
    assertThatThrownBy(() -> read("{\"Records\": [{\"a\": 1}, {\"b\"".getBytes(UTF_8)))
        .isInstanceOf(LocalException.class)
        .hasMessageContaining("file");
  }

  private List<String> read(byte[] content) throws IOException {
    List<String> records = new ArrayList<>();
    RecordFile.read(
        Files.write(folder.resolve("file"), content), it -> records.add(new String(it, UTF_8)));
    return records;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
