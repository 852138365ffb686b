package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static io.trailhound.decode.TestDecoder.gzip;
import static io.trailhound.decode.TestDecoder.reasons;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A packed file has no more dead letters than it has bytes for, and as many events as it holds. */
class PackedFilesTest {
  private static final int MANY = 100_000;
  private static final int ALWAYS = DecodeLimits.DEFAULT.maxLetters();

  private final Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(strings = {"{}", "x", "{\"a\":", "eyJ9"})
  void millionsOfDeadLettersAreOneThatCountsThem(String line) {
    byte[] packed = gzip(bytes((line + "\n").repeat(MANY) + RECORD));
    for (byte[] file : List.of(packed, gzip(packed))) {
      List<Decoded> outputs = TestDecoder.file(file);

      assertThat(outputs).hasSizeBetween(2, ALWAYS + 2);
      assertThat(outputs).anyMatch(output -> output.event() != null);
    }
  }

  @Test
  void theLastLetterSaysHowManyMore() {
    List<Decoded> outputs = TestDecoder.file(gzip(bytes("{}\n".repeat(MANY))));

    assertThat(outputs).hasSize(ALWAYS + 1);
    assertThat(outputs.get(ALWAYS).deadLetter().reason()).isEqualTo(Reasons.TOO_MANY);
    assertThat(outputs.get(ALWAYS).deadLetter().detail())
        .isEqualTo(MANY - ALWAYS + " more dead letters of this packed file");
  }

  @Test
  void messagesInAFileAreNoWayRoundIt() {
    String message = Base64.getEncoder().encodeToString(gzip(bytes("{}\n".repeat(5_000)))) + "\n";
    List<Decoded> outputs = TestDecoder.file(gzip(bytes(message.repeat(20))));

    assertThat(outputs).hasSize(ALWAYS + 1);
    assertThat(outputs.get(ALWAYS).deadLetter().detail())
        .isEqualTo(20 * 5_000 - ALWAYS + " more dead letters of this packed file");
  }

  @Test
  void millionsOfEventsAreEvents() {
    String smallest = "{\"eventName\":\"A\",\"eventTime\":\"2026-09-01T10:00:00Z\"}\n";
    List<Decoded> outputs = TestDecoder.file(gzip(bytes(smallest.repeat(MANY))));

    assertThat(outputs).hasSize(MANY).allMatch(output -> output.event() != null);
  }

  @Test
  void ordinaryFileLosesNothing() {
    String lines =
        IntStream.range(0, 20_000).mapToObj(i -> record() + "\n" + id()).collect(joining("\n"));

    assertThat(reasons(TestDecoder.file(gzip(bytes(lines)))))
        .hasSize(40_000)
        .containsOnly("event", Reasons.MALFORMED_JSON);
    String insights = lines.replace("\"Management\"", "\"Insight\"").replaceAll("\n[^{]*\n", "\n");
    assertThat(reasons(TestDecoder.file(gzip(bytes(insights)))))
        .contains(Reasons.NOT_AN_API_CALL)
        .doesNotContain(Reasons.TOO_MANY);
  }

  @Test
  void plainFileHasAsManyDeadLettersAsItHas() {
    assertThat(TestDecoder.file("{}\n".repeat(5_000))).hasSize(5_000);
  }

  @Test
  void fileThatComesInDropsGivesTheSame() {
    String lines =
        IntStream.range(0, 2_000)
            .mapToObj(i -> record() + "\n" + "{}\n".repeat(20))
            .collect(joining("\n"));
    byte[] file = gzip(bytes(lines));
    List<Decoded> outputs = TestDecoder.file(file);

    assertThat(outputs).hasSizeBetween(2_000 + ALWAYS, 40_000);
    assertThat(reasons(TestDecoder.file(new Drops(file), "f.json:"))).isEqualTo(reasons(outputs));
  }

  private static final class Drops extends ByteArrayInputStream {
    private int drops;

    Drops(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int most) {
      return super.read(target, offset, Math.min(most, 1 + drops++ % 977));
    }
  }

  private String record() {
    return RECORD.replace("e-1", String.valueOf(id()));
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
