package io.trailhound.decode;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What tests of decoding share: a decoder at a fixed time, records, ways to pack them. */
public final class TestDecoder {
  public static final long NOW = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
  public static final Path TESTDATA = Path.of("../testdata");

  public static final String RECORD =
      "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"IAMUser\",\"principalId\":\"AIDA1\","
          + "\"arn\":\"arn:aws:iam::111122223333:user/eve\",\"accountId\":\"111122223333\","
          + "\"accessKeyId\":\"AKIA1\",\"userName\":\"eve\"},\"eventTime\":\"2026-09-01T10:00:00Z\","
          + "\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"ListUsers\","
          + "\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"198.51.100.7\","
          + "\"userAgent\":\"aws-cli/2.13.5\",\"requestParameters\":{\"maxItems\":5},"
          + "\"responseElements\":null,\"eventID\":\"e-1\",\"eventType\":\"AwsApiCall\","
          + "\"recipientAccountId\":\"111122223333\",\"eventCategory\":\"Management\"}";

  /** The same event, in a form that {@link QuickReader} leaves to {@link CarefulReader}. */
  static final String ODD_RECORD = RECORD.replace("\"aws-cli/2.13.5\"", "[\"aws-cli/2.13.5\"]");

  private TestDecoder() {}

  public static CloudTrailDecoder decoder(ExtraFields extras) {
    return new CloudTrailDecoder(extras, DecodeLimits.DEFAULT, () -> NOW);
  }

  static CloudTrailDecoder decoder() {
    return decoder(ExtraFields.NONE);
  }

  static List<Decoded> message(String text) {
    return message(bytes(text));
  }

  static List<Decoded> message(byte[] bytes) {
    List<Decoded> out = new ArrayList<>();
    decoder().decode(bytes, "topic-0-", 7, out::add);
    return out;
  }

  static List<Decoded> file(String text) {
    return file(bytes(text));
  }

  static List<Decoded> file(byte[] bytes) {
    return file(new ByteArrayInputStream(bytes), "f.json:");
  }

  static List<Decoded> file(InputStream in, String source) {
    List<Decoded> out = new ArrayList<>();
    try (DecodedReader reader = decoder().open(in, source)) {
      for (Decoded next = reader.next(); next != null; next = reader.next()) {
        out.add(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  static CloudTrailEvent event(String record) {
    return onlyEvent(message(record));
  }

  static CloudTrailEvent onlyEvent(List<Decoded> outputs) {
    if (outputs.size() != 1 || outputs.get(0).event() == null) {
      throw new AssertionError("not one event: " + reasons(outputs));
    }
    return outputs.get(0).event();
  }

  /** Reason of each output; {@code event} for events. */
  static List<String> reasons(List<Decoded> outputs) {
    return outputs.stream()
        .map(d -> d.deadLetter() == null ? "event" : d.deadLetter().reason())
        .toList();
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] testdata(String name) {
    try {
      return Files.readAllBytes(TESTDATA.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
