package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReusedChunksTest {
  private static final String LINES =
      new String(TestDecoder.testdata("cloudtrail/panther-a.ndjson"), StandardCharsets.UTF_8)
          .repeat(3);

  private final ReusedChunks chunks = new ReusedChunks();

  @Test
  void recordsLastUntilTheirChunkIsGivenBack() throws IOException {
    for (byte[] file :
        List.of(TestDecoder.bytes(LINES), TestDecoder.gzip(TestDecoder.bytes(LINES)))) {
      List<String> expected = LINES.lines().toList();
      Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
      int used = 0;
      int read = 0;
      try (DecodedReader reader =
          TestDecoder.decoder().open(new ByteArrayInputStream(file), "f:", chunks)) {
        List<Decoded> batch = batch(reader);
        while (!batch.isEmpty()) {
          for (Decoded each : batch) {
            assertThat(new String(raw(each), StandardCharsets.UTF_8)).isEqualTo(expected.get(read));
            read++;
          }
          List<byte[]> ended = chunks.ended();
          used += ended.size();
          arrays.addAll(ended);
          chunks.giveBack(ended);
          batch = batch(reader);
        }
      }
      assertThat(read).isEqualTo(expected.size());
      assertThat(used).isGreaterThan(4);
      assertThat(arrays).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void closingGivesUpTheLastOne() throws IOException {
    TestDecoder.decoder()
        .open(new ByteArrayInputStream(TestDecoder.bytes("{}")), "f:", chunks)
        .next();
    assertThat(chunks.ended()).isEmpty();

    DecodedReader reader =
        TestDecoder.decoder().open(new ByteArrayInputStream(new byte[0]), "f:", chunks);
    assertThat(reader.next()).isNull();
    reader.close();

    assertThat(chunks.ended()).hasSize(1);
    assertThat(chunks.ended()).isEmpty();
  }

  private static List<Decoded> batch(DecodedReader reader) {
    List<Decoded> batch = new ArrayList<>();
    Decoded next = reader.next();
    while (next != null) {
      batch.add(next);
      next = batch.size() < 40 ? reader.next() : null;
    }
    return batch;
  }

  private static byte[] raw(Decoded decoded) {
    return decoded.event() != null ? decoded.event().raw.bytes() : decoded.deadLetter().raw();
  }
}
