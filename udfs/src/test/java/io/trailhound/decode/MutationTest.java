package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Damaged records and files: no exception, and something comes out of each. {@code
 * -Dtrailhound.mutations=1000000} takes more of them.
 */
class MutationTest {
  private static final int MUTATIONS = Integer.getInteger("trailhound.mutations", 200_000);
  private static final int FILES = MUTATIONS / 300;
  private static final ExtraFields EXTRAS =
      new ExtraFields(
          List.of("requestParameters", "requestParameters.roleName", "resources.ARN"), false);

  private final List<byte[]> seeds = seeds();
  private Random random = new Random(20_260_901);
  private long outputs;

  /** In two halves at once, each with its own seed and decoder. */
  @Test
  void everyMutationOfARecordIsAccountedFor() {
    long sum =
        LongStream.rangeClosed(1, 2).parallel().map(seed -> new MutationTest().records(seed)).sum();
    assertThat(sum).isGreaterThanOrEqualTo(MUTATIONS - MUTATIONS / 100);
  }

  private long records(long seed) {
    random = new Random(seed);
    CloudTrailDecoder decoder = TestDecoder.decoder(EXTRAS);
    for (int i = 0; i < MUTATIONS / 2; i++) {
      byte[] message = mutated(seeds.get(random.nextInt(seeds.size())));
      long before = outputs;
      decoder.decode(message, "m-", i, this::check);
      if (message.length > 0 && outputs == before) {
        throw new AssertionError("nothing came out of " + text(message));
      }
    }
    return outputs;
  }

  @Test
  void everyMutationOfAFileIsAccountedFor() throws IOException {
    CloudTrailDecoder decoder = TestDecoder.decoder(new ExtraFields(EXTRAS.paths(), true));
    for (int i = 0; i < FILES; i++) {
      byte[] file = mutated(file());
      if (random.nextBoolean()) {
        file = mutated(TestDecoder.gzip(file));
      }
      long before = outputs;
      try (DecodedReader reader = decoder.open(new ByteArrayInputStream(file), "f:")) {
        for (Decoded next = reader.next(); next != null; next = reader.next()) {
          check(next);
        }
      }
      assertThat(outputs > before || file.length == 0).as("something comes out").isTrue();
    }
  }

  private void check(Decoded decoded) {
    outputs++;
    if ((decoded.event() == null) == (decoded.deadLetter() == null)) {
      throw new AssertionError("not exactly one of event and dead letter");
    }
    if (decoded.event() != null && decoded.event().eventId == null) {
      throw new AssertionError("an event without an id");
    }
  }

  private byte[] mutated(byte[] seed) {
    byte[] bytes = seed;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      bytes = bytes.length == 0 ? seed : mutatedOnce(bytes);
    }
    return bytes;
  }

  private byte[] mutatedOnce(byte[] bytes) {
    int a = random.nextInt(bytes.length);
    int b = a + random.nextInt(bytes.length - a);
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, a);
      case 1 -> Arrays.copyOf(bytes, a);
      case 2 -> Arrays.copyOfRange(bytes, a, bytes.length);
      case 3 -> joined(Arrays.copyOf(bytes, b), Arrays.copyOfRange(bytes, a, bytes.length));
      case 4 -> joined(Arrays.copyOf(bytes, a), Arrays.copyOfRange(bytes, b, bytes.length));
      default -> spliced(bytes, a);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    byte[] special = TestDecoder.bytes("{}[]\",:\\\n 0\u0000\u001f");
    copy[at] =
        random.nextBoolean() ? special[random.nextInt(special.length)] : (byte) random.nextInt();
    return copy;
  }

  private byte[] spliced(byte[] bytes, int at) {
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    return joined(
        Arrays.copyOf(bytes, at),
        Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private byte[] file() {
    boolean list = random.nextBoolean();
    StringBuilder file = new StringBuilder(list ? "{\"Records\":[" : "");
    for (int i = 0; i < 20; i++) {
      file.append(text(seeds.get(random.nextInt(seeds.size())))).append(list ? "," : "\n");
    }
    return TestDecoder.bytes(file + (list ? "{}]}" : ""));
  }

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : List.of("stratus", "panther-a", "otrf", "trailscraper")) {
      String lines = text(TestDecoder.testdata("cloudtrail/" + name + ".ndjson"));
      lines.lines().map(TestDecoder::bytes).forEach(seeds::add);
    }
    return seeds;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
