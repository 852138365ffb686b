package io.trailhound.job.source.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRecordsTest {
  /** As the library's own tests have it: one key, records "a" and "b". */
  private static final byte[] TWO =
      Packed.sealed(
          HexFormat.of().parseHex("0a036b6579" + "1a05" + "08001a0161" + "1a05" + "08001a0162"));

  @Test
  void whatIsNotPackedIsItself() {
    byte[] plain = "{\"eventVersion\":\"1.08\"}".getBytes(UTF_8);

    assertThat(UserRecords.in(plain)).containsExactly(plain);
    assertThat(UserRecords.in(new byte[0])).containsExactly(new byte[0]);
  }

  @Test
  void packedRecordsComeOutInTheirOrder() {
    assertThat(UserRecords.in(TWO)).containsExactly(bytes("a"), bytes("b"));
  }

  @Test
  void recordsOfAnyLengthComeOutAsTheyWere() {
    Random random = new Random(1);
    List<byte[]> records =
        random.ints(50, 0, 70_000).mapToObj(length -> random(random, length)).toList();

    assertThat(UserRecords.in(Packed.of(records))).containsExactlyElementsOf(records);
  }

  @Test
  void aPackedRecordWithoutAnyIsAnEmptyOne() {
    assertThat(UserRecords.in(Packed.of(List.of()))).containsExactly(new byte[0]);
  }

  @Test
  void whatOnlyBeginsLikeOneIsLeftAsItIs() {
    byte[] damaged = TWO.clone();
    damaged[10] ^= 1;

    assertThat(UserRecords.in(damaged)).containsExactly(damaged);
    assertThat(UserRecords.in(Arrays.copyOf(TWO, 12))).containsExactly(Arrays.copyOf(TWO, 12));
  }

  /** A field that is longer than the rest, a number without an end, kinds of values of old. */
  @ParameterizedTest
  @ValueSource(strings = {"1a7f0102", "1a", "1affffffffffffffffff7f", "0b0c", "ff", "1a021a05"})
  void aBrokenMessageIsLeftAsItIs(String message) {
    byte[] record = Packed.sealed(HexFormat.of().parseHex(message));

    assertThat(UserRecords.in(record)).containsExactly(record);
  }

  @Test
  void noMessageEndsItWithAnException() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      assertThat(UserRecords.in(Packed.sealed(random(random, random.nextInt(60))))).isNotEmpty();
    }
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
