package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the bytes arrive, and whichever decoder reads them, the same comes out. */
class ChunksTest {
  private static final byte[] LINES = TestDecoder.testdata("cloudtrail/panther-a.ndjson");
  private static final byte[] LIST =
      TestDecoder.bytes(
          "{\"Records\":["
              + String.join(
                  ",", new String(LINES, StandardCharsets.UTF_8).lines().toArray(String[]::new))
              + "]}");

  @Test
  void readsOfAnySizeGiveTheSame() {
    for (byte[] file : List.of(LINES, LIST, TestDecoder.gzip(LIST))) {
      List<Decoded> whole = TestDecoder.file(new ByteArrayInputStream(file), "f:");
      List<Decoded> cut = TestDecoder.file(new FewBytes(file), "f:");

      assertThat(whole).hasSize(218);
      assertThat(cut)
          .map(ChunksTest::shown)
          .isEqualTo(whole.stream().map(ChunksTest::shown).toList());
    }
  }

  @Test
  void listAndLinesGiveTheSameEvents() {
    List<Decoded> list = TestDecoder.file(LIST);
    List<Decoded> lines = TestDecoder.file(LINES);

    assertThat(list).hasSameSizeAs(lines);
    for (int i = 0; i < list.size(); i++) {
      assertThat(raw(list.get(i))).isEqualTo(raw(lines.get(i)));
    }
  }

  private static byte[] raw(Decoded decoded) {
    return decoded.event() != null ? decoded.event().raw.bytes() : decoded.deadLetter().raw();
  }

  private static String shown(Decoded decoded) {
    String text = new String(raw(decoded), StandardCharsets.UTF_8);
    return decoded.event() != null
        ? decoded.event().where() + decoded.event().eventTime + text
        : decoded.deadLetter().source() + decoded.deadLetter().reason() + text;
  }

  @Test
  void damagedFilesAreCutAlikeInAnyChunks() {
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      byte[] file = (i % 2 == 0 ? LIST : LINES).clone();
      for (int n = 0; n < 10; n++) {
        file[random.nextInt(file.length)] = (byte) "{}[]\",:\\\n".charAt(random.nextInt(9));
      }
      assertThat(TestDecoder.reasons(TestDecoder.file(new FewBytes(file), "f:")))
          .isEqualTo(TestDecoder.reasons(TestDecoder.file(file)))
          .contains("event");
    }
  }

  @Test
  void decoderTravelsToItsOperator() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CloudTrailDecoder decoder =
        new CloudTrailDecoder(ExtraFields.NONE, DecodeLimits.DEFAULT, EpochClock.system());
    decoder.decode(LIST, "x", 0, decoded -> {});
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(decoder);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      List<Decoded> outputs = new ArrayList<>();
      ((CloudTrailDecoder) in.readObject()).decode(LINES, "x", 0, outputs::add);
      assertThat(outputs).hasSize(218);
    }
  }

  /** Gives a few bytes at a time. */
  private static final class FewBytes extends InputStream {
    private final byte[] bytes;
    private final Random random = new Random(1);
    private int pos;

    private FewBytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return pos < bytes.length ? bytes[pos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (pos == bytes.length) {
        return -1;
      }
      int n = Math.min(Math.min(length, 1 + random.nextInt(90)), bytes.length - pos);
      System.arraycopy(bytes, pos, target, offset, n);
      pos += n;
      return n;
    }
  }
}
