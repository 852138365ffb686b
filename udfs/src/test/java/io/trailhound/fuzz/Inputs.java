package io.trailhound.fuzz;

import static io.trailhound.decode.TestDecoder.bytes;
import static io.trailhound.decode.TestDecoder.gzip;

import io.trailhound.decode.CollidingKeys;
import io.trailhound.decode.Envelope;
import io.trailhound.decode.TestDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * A seed and a number in, that input out: records in envelopes, encodings and packings, whole or
 * damaged, and bytes that never were a record. The same of both is the same input, so that one that
 * fails can be made again alone.
 */
final class Inputs {
  /** So far an input counts as small enough for every limit, also quoted several times. */
  private static final int SMALL = 100_000;

  private static final Charset[] CHARSETS = {
    StandardCharsets.UTF_16,
    StandardCharsets.UTF_16LE,
    StandardCharsets.UTF_16BE,
    Charset.forName("UTF-32"),
    StandardCharsets.ISO_8859_1
  };

  /**
   * @param outputs how many it must have, one for each record; 0 when at least one
   */
  record Input(byte[] bytes, int outputs) {}

  private final long seed;
  private final List<byte[]> real = realRecords();

  Inputs(long seed) {
    this.seed = seed;
  }

  Input at(long number) {
    Random random = new Random(seed ^ (number * 0x9E3779B97F4A7C15L));
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> whole(random);
      case 8, 9, 10, 11, 12 -> damaged(whole(random).bytes(), random);
      case 13, 14, 15 -> damaged(real.get(random.nextInt(real.size())), random);
      case 16, 17 -> damaged(damaged(file(random), random).bytes(), random);
      case 18 -> encoded(random);
      default -> random.nextInt(10) == 0 ? large(random) : noise(random);
    };
  }

  private Input damaged(byte[] bytes, Random random) {
    byte[] damaged = new Damage(random, real).of(bytes);
    return new Input(random.nextInt(5) == 0 ? packed(damaged, random) : damaged, 0);
  }

  private Input whole(Random random) {
    List<String> records = new ArrayList<>();
    for (int n = random.nextInt(4) == 0 ? random.nextInt(5) : 0; n >= 0; n--) {
      records.add(new MadeUpRecord(random).json());
    }
    String text = one(Envelope.OF_RECORDS, random).around(records);
    int carriers = Math.max(0, random.nextInt(6) - 3);
    for (int i = 0; i < carriers && text.startsWith("{\""); i++) {
      text = one(Envelope.OF_TEXT, random).around(text);
    }
    // Two of them may be deeper than envelopes are looked into.
    int outputs = carriers < 2 && text.length() < SMALL ? records.size() : 0;
    return new Input(packed(bytes(text), random), outputs);
  }

  private static Envelope one(List<Envelope> envelopes, Random random) {
    return envelopes.get(random.nextInt(envelopes.size()));
  }

  private static byte[] packed(byte[] bytes, Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> gzip(bytes);
      case 1 -> gzip(gzip(bytes));
      case 2 -> Base64.getEncoder().encode(gzip(bytes));
      case 3 -> gzip(Base64.getEncoder().encode(gzip(bytes)));
      default -> bytes;
    };
  }

  private byte[] file(Random random) {
    List<String> records = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      records.add(new String(real.get(random.nextInt(real.size())), StandardCharsets.UTF_8));
    }
    return bytes(one(Envelope.OF_RECORDS, random).around(records));
  }

  private Input encoded(Random random) {
    String text = new String(whole(random).bytes(), StandardCharsets.UTF_8);
    return new Input(text.getBytes(CHARSETS[random.nextInt(CHARSETS.length)]), 0);
  }

  private static Input noise(Random random) {
    byte[] noise = new byte[1 + random.nextInt(300)];
    random.nextBytes(noise);
    byte[] marks = bytes("{}[]\",:\\ \n\u001f\u008b");
    for (int i = 0; i < noise.length; i++) {
      if (random.nextInt(3) > 0) {
        noise[i] = marks[random.nextInt(marks.length)];
      }
    }
    return new Input(noise, 0);
  }

  /** One thing so often that a limit has to hold. */
  private static Input large(Random random) {
    int bytes = 1 << (10 + random.nextInt(11));
    String record = TestDecoder.RECORD;
    String text =
        switch (random.nextInt(9)) {
          case 0 -> filled("{\"a\":", bytes);
          case 1 -> filled("{\"a\":[\n", bytes);
          case 2 -> record.replace("\"maxItems\":5", "\"maxItems\":" + filled("9", bytes));
          case 3 -> record.replace("maxItems", filled("k", bytes) + random.nextInt());
          case 4 -> record.replace("\"aws-cli/2.13.5\"", agent(random, bytes));
          case 5 -> record.replace("\"maxItems\":5", "\"roleName\":\"" + filled("{", bytes) + '"');
          case 6 ->
              "{\"event\":{\"action\":\"a\",\"provider\":\"p\"},\"@timestamp\":\"2026-09-01T10:00:00Z\","
                  + "\"aws\":{\"cloudtrail\":{\"request_parameters\":\"{roleName="
                  + filled("[", bytes)
                  + filled("]", bytes)
                  + "}\"}}}";
          case 7 ->
              record.replace(
                  "{\"maxItems\":5}",
                  CollidingKeys.object(
                      random.nextBoolean()
                          ? CollidingKeys.ofEight(1 + bytes / 40)
                          : CollidingKeys.ofSixty(1 + bytes / 70)));
          default -> filled(record + "\n", bytes);
        };
    return new Input(packed(bytes(text), random), 0);
  }

  private static String filled(String unit, int bytes) {
    return unit.repeat(Math.max(1, bytes / unit.length()));
  }

  private static String agent(Random random, int bytes) {
    return Envelope.text(filled("/1.0" + HostileText.of(random), bytes / 4));
  }

  private static List<byte[]> realRecords() {
    List<byte[]> records = new ArrayList<>();
    for (String name : List.of("stratus", "panther-a", "otrf", "trailscraper")) {
      byte[] lines = TestDecoder.testdata("cloudtrail/" + name + ".ndjson");
      new String(lines, StandardCharsets.UTF_8)
          .lines()
          .map(TestDecoder::bytes)
          .forEach(records::add);
    }
    return records;
  }
}
