package io.trailhound.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterMessagesTest {
  /** Bytes that nothing makes shorter, and long words around them. */
  private static DeadLetter letter(long limit) {
    byte[] raw = new byte[(int) limit];
    new Random(limit).nextBytes(raw);
    return new DeadLetter("malformed-json", "d".repeat(1_000), "topic".repeat(50) + "-0-0", raw);
  }

  private static byte[] encoded(DeadLetter letter, int most) {
    return new DeadLetterJson().encode(letter.cutTo(most)).getBytes(UTF_8);
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(all)) {
      gzip.write(bytes);
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {32 << 10, 100_000, 1 << 20, 16 << 20})
  void aLetterCutForATopicFitsItAndKeepsMostOfTheRoom(long limit) throws IOException {
    DeadLetter letter = letter(limit);

    byte[] plain = encoded(letter, LetterMessages.most(limit, "none"));
    byte[] gzip = compressed(encoded(letter, LetterMessages.most(limit, "gzip")));

    long room = limit - 2L * letter.source().length();
    assertThat(plain.length).isBetween((int) (room * 2 / 3), (int) room);
    assertThat(gzip.length).isBetween((int) (room * 2 / 3), (int) room);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000, 8 << 10})
  void ofATopicThatTakesNearlyNothingNoBytesAreAsked(long limit) {
    assertThat(LetterMessages.most(limit, "none")).isZero();
  }
}
