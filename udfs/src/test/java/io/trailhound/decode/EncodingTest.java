package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is UTF-8, and never guessed to be something else. */
class EncodingTest {
  private static final byte[] BRACES_IN_UTF_16 = {0x20, 0x7b, 0, 0x7d, 0};

  @Test
  void fiveBytesOfUtf16AreADeadLetter() {
    assertThat(TestDecoder.reasons(TestDecoder.message(BRACES_IN_UTF_16)))
        .containsExactly(Reasons.NOT_UTF_8);
    assertThat(TestDecoder.reasons(TestDecoder.file(BRACES_IN_UTF_16)))
        .containsExactly(Reasons.NOT_UTF_8);
  }

  @Test
  void theirNeighboursAreRead() {
    byte[] line = {0x7b, 0, 0x7d, 0};
    List<Decoded> outputs =
        TestDecoder.file(joined(bytes(RECORD + "\n"), line, bytes("\n" + RECORD + "\n")));

    assertThat(TestDecoder.reasons(outputs)).containsExactly("event", Reasons.NOT_UTF_8, "event");
    assertThat(outputs.get(1).deadLetter().raw()).isEqualTo(line);
    assertThat(outputs.get(1).deadLetter().detail()).isNotBlank();
  }

  @Test
  void inAListTheyCostTheirElement() {
    byte[] list =
        joined(bytes("{\"Records\":["), bytes(RECORD + ","), BRACES_IN_UTF_16, bytes("," + RECORD));
    assertThat(TestDecoder.reasons(TestDecoder.file(joined(list, bytes("]}")))))
        .startsWith("event", Reasons.NOT_UTF_8)
        .endsWith("event");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void aFileInAnotherEncodingSaysSo(String charset) {
    byte[] file = (RECORD + "\n" + RECORD + "\n").getBytes(Charset.forName(charset));

    assertThat(TestDecoder.reasons(TestDecoder.file(file))).containsOnly(Reasons.NOT_UTF_8);
    assertThat(TestDecoder.reasons(TestDecoder.message(file))).containsOnly(Reasons.NOT_UTF_8);
  }

  @Test
  void latin1CostsTheRecordThatHasIt() {
    byte[] latin = RECORD.replace("eve", "Zo\u00eb").getBytes(StandardCharsets.ISO_8859_1);
    List<Decoded> outputs = TestDecoder.file(joined(latin, bytes("\n" + RECORD + "\n")));

    assertThat(TestDecoder.reasons(outputs)).containsExactly(Reasons.NOT_UTF_8, "event");
    assertThat(outputs.get(0).deadLetter().raw()).isEqualTo(latin);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
