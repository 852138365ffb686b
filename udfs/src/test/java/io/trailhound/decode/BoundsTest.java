package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static io.trailhound.decode.TestDecoder.gzip;
import static io.trailhound.decode.TestDecoder.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker writes takes no more memory and no more letters than anything else. */
class BoundsTest {
  private static final int LARGE_WINDOW = 8 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"R", "{\"Records\":", "[", "{\"a\":1", "{\"a\":1,", "\"", "x"})
  void manyMegabytesOfBlanksTakeNoMemory(String beginning) throws IOException {
    Outlet outlet = new Outlet();
    outlet.open("f:", 1);
    Layer layer = new Layer(context(), Chunks.FRESH, outlet, none -> {});
    layer.begin(
        new SequenceInputStream(
            new ByteArrayInputStream(bytes(beginning)), new Repeated(bytes(" "), 32L << 20)),
        Layers.DEEPEST);
    while (layer.step()) {
      assertThat(layer.window.buffer.length).isLessThanOrEqualTo(LARGE_WINDOW);
    }
    layer.close();

    assertThat(outlet.passed).isPositive();
  }

  @Test
  void millionsOfDocumentsInOneMessageAreGivenUpWithItsBytes() throws IOException {
    byte[] packed = packed("{}", 22_000_000);
    byte[] line = bytes(Base64.getEncoder().encodeToString(packed) + "\n" + RECORD + "\n");

    List<Decoded> outputs = TestDecoder.file(line);
    assertThat(outputs).hasSize(DecodeLimits.DEFAULT.maxLetters() + 3);
    assertThat(outputs.get(outputs.size() - 1).event()).isNotNull();
    assertThat(outputs.subList(outputs.size() - 3, outputs.size() - 1))
        .allSatisfy(
            letter -> {
              assertThat(letter.deadLetter().reason()).isEqualTo(Reasons.TOO_MANY);
              assertThat(letter.deadLetter().raw()).isEqualTo(packed);
            });
    assertThat(reasons(TestDecoder.message(packed))).endsWith(Reasons.TOO_MANY);
  }

  @Test
  void manyDeadLettersOfOneMessageHideNoEvent() {
    String many = "{}\n".repeat(5_000) + RECORD;

    List<Decoded> outputs = TestDecoder.message(many);
    assertThat(reasons(outputs)).contains("event").endsWith(Reasons.TOO_MANY);
    assertThat(outputs).hasSize(DecodeLimits.DEFAULT.maxLetters() + 2);
    assertThat(outputs.get(outputs.size() - 1).deadLetter().detail())
        .isEqualTo("4000 more dead letters of this one message");
  }

  @Test
  void gzipInGzipIsUnpackedUpToADepth() {
    byte[] four = bytes(RECORD);
    for (int i = 0; i < Layers.DEEPEST; i++) {
      four = gzip(four);
    }
    assertThat(reasons(TestDecoder.file(four))).containsExactly("event");
    assertThat(reasons(TestDecoder.message(four))).containsExactly("event");
    assertThat(reasons(TestDecoder.file(gzip(four)))).containsExactly(Reasons.TOO_DEEP);
    assertThat(reasons(TestDecoder.message(gzip(four)))).containsExactly(Reasons.TOO_DEEP);
  }

  @Test
  void packingTwiceIsNoWayRoundTheBombLimit() throws IOException {
    byte[] bomb = gzip(gzip(new byte[70 << 20]));

    assertThat(reasons(TestDecoder.file(bomb))).endsWith(Reasons.GZIP_BOMB);
    assertThat(reasons(TestDecoder.message(bomb))).endsWith(Reasons.GZIP_BOMB);
  }

  @Test
  void longNumbersAndKeysAreNoWayRoundDetection() {
    String number = RECORD.replace("\"maxItems\":5", "\"maxItems\":" + "9".repeat(5_000));
    String key = RECORD.replace("maxItems", "k".repeat(60_000));

    assertThat(reasons(TestDecoder.message(number))).containsExactly("event");
    assertThat(reasons(TestDecoder.message(key))).containsExactly("event");
  }

  private static Context context() {
    return Context.of(ExtraFields.NONE, DecodeLimits.DEFAULT, () -> TestDecoder.NOW);
  }

  private static byte[] packed(String text, int times) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] block = bytes(text.repeat(1_000));
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < times; i += 1_000) {
        gzip.write(block);
      }
    }
    return packed.toByteArray();
  }
}
