package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static io.trailhound.decode.TestDecoder.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A fault of the decoder's own, here of the clock that it's given, costs the record it's met in.
 */
class DecoderFailedTest {
  /** Dated behind the clock, which is asked only for what it hasn't passed. */
  private static final String BAD =
      RECORD.replace("e-1", "e-bad").replace("2026-09-01T10:00:00Z", "2026-11-21T00:00:01Z");

  private static final String PRETTY =
      BAD.replace(",\"", ",\n  \"").replace("{\"event", "{\n\"event");

  /** Inputs of which the second record of three meets the fault, and what its letter shows. */
  static Stream<List<String>> inputs() {
    String log = Envelope.OF_TEXT.get(1).around(List.of(RECORD));
    String badLog = Envelope.OF_TEXT.get(1).around(List.of(BAD));
    return Stream.of(
        List.of(RECORD + "\n" + BAD + "\n" + RECORD + "\n", BAD),
        List.of(RECORD + BAD + RECORD, BAD),
        List.of(RECORD + "\n" + PRETTY + "\n" + RECORD, PRETTY),
        List.of("{\"Records\":[" + RECORD + "," + BAD + "," + RECORD + "]}", BAD),
        List.of("[" + RECORD + ",\n" + PRETTY + ",\n" + RECORD + "]", PRETTY),
        List.of(log + "\n" + badLog + "\n" + log, BAD));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void costsTheRecordAndNothingElse(List<String> input) throws IOException {
    Error error = new StackOverflowError();
    RuntimeException exception = new IllegalStateException("no time");
    for (Throwable fault : List.of(error, exception)) {
      for (List<Decoded> outputs :
          List.of(message(input.get(0), fault), file(input.get(0), fault))) {
        assertThat(reasons(outputs)).containsExactly("event", Reasons.DECODER_FAILED, "event");
        assertThat(outputs.get(1).deadLetter().raw()).asString().isEqualTo(input.get(1));
        assertThat(outputs.get(1).deadLetter().detail()).isEqualTo(fault.toString());
      }
    }
  }

  private static List<Decoded> message(String text, Throwable fault) {
    List<Decoded> outputs = new ArrayList<>();
    decoder(fault).decode(bytes(text), "topic-0-", 7, outputs::add);
    return outputs;
  }

  private static List<Decoded> file(String text, Throwable fault) throws IOException {
    List<Decoded> outputs = new ArrayList<>();
    try (DecodedReader reader =
        decoder(fault).open(new ByteArrayInputStream(bytes(text)), "f.json:")) {
      for (Decoded next = reader.next(); next != null; next = reader.next()) {
        outputs.add(next);
      }
    }
    return outputs;
  }

  /** Its clock fails when it's asked for the second time. */
  private static CloudTrailDecoder decoder(Throwable fault) {
    int[] asked = {0};
    EpochClock clock =
        () -> {
          if (++asked[0] == 2 && fault instanceof Error error) {
            throw error;
          } else if (asked[0] == 2) {
            throw (RuntimeException) fault;
          }
          return TestDecoder.NOW;
        };
    return new CloudTrailDecoder(ExtraFields.NONE, DecodeLimits.DEFAULT, clock);
  }
}
