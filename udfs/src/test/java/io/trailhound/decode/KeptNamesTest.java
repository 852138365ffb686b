package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.ODD_RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys are remembered, because they repeat; those that an attacker makes up fill no memory. */
class KeptNamesTest {
  /** Of ten millions and more that the records have. */
  private static final long FEW = 4 << 20;

  private final CloudTrailDecoder decoder = TestDecoder.decoder();
  private final List<Decoded> outputs = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"50, 1, 500000", "50, 1000, 257", "50, 1000, 256", "10000, 1, 1000"})
  void anotherKeyInEveryRecordFillsNoMemory(int records, int keys, int length) {
    decode(ODD_RECORD);
    for (int i = 0; i < records; i++) {
      decode(ODD_RECORD.replace("{\"maxItems\":5}", object(i * keys, keys, length)));
      assertThat(outputs).singleElement().extracting(Decoded::event).isNotNull();
    }

    assertThat(Kept.by(decoder)).isLessThan(FEW);
  }

  @Test
  void ordinaryKeysAreStillKnownAfterALongOne() {
    decode(ODD_RECORD);
    decode(ODD_RECORD);
    long before = Kept.by(decoder);
    decode(ODD_RECORD.replace("maxItems", "k".repeat(1_000)));
    decode(ODD_RECORD);

    assertThat(Kept.by(decoder)).isEqualTo(before);
  }

  private static String object(int first, int keys, int length) {
    StringBuilder json = new StringBuilder();
    for (int key = first; key < first + keys; key++) {
      String number = String.valueOf(key);
      json.append(json.isEmpty() ? "{\"" : ",\"").append(number);
      json.append("k".repeat(length - number.length())).append("\":1");
    }
    return json.append('}').toString();
  }

  private void decode(String record) {
    outputs.clear();
    decoder.decode(bytes(record), "topic-0-", 7, outputs::add);
  }
}
