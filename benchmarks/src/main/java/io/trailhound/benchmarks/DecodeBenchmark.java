package io.trailhound.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.trailhound.decode.CloudTrailDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Decoding, a record: in each form that transports bring. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  @Param({"record", "Records", "Records.gz", "EventBridge", "subscription.gz"})
  public String form;

  private List<byte[]> messages;
  private CloudTrailDecoder decoder;

  @Setup
  public void setUp() throws IOException {
    decoder = Decoders.of(SampleRecords.rules());
    List<String> records =
        SampleRecords.bytes().stream().map(record -> new String(record, UTF_8)).toList();
    messages =
        switch (form) {
          case "record" -> each(records, Function.identity());
          case "EventBridge" -> each(records, DecodeBenchmark::eventBridge);
          case "Records" -> List.of(recordsFile(records));
          case "Records.gz" -> List.of(gzip(recordsFile(records)));
          default -> List.of(gzip(subscription(records)));
        };
  }

  @Benchmark
  @OperationsPerInvocation(SampleRecords.COUNT)
  public void decode(Blackhole out) {
    for (byte[] message : messages) {
      decoder.decode(message, "topic-0-", 0, out::consume);
    }
  }

  private static List<byte[]> each(List<String> records, Function<String, String> form) {
    return records.stream().map(record -> form.apply(record).getBytes(UTF_8)).toList();
  }

  private static String eventBridge(String record) {
    return "{\"version\":\"0\",\"id\":\"6f87d04b-9f74-4f04-a780-7acf4b0a9b38\",\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.ec2\",\"account\":\"111122223333\",\"time\":\"2026-09-01T00:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":"
        + record
        + "}";
  }

  private static byte[] recordsFile(List<String> records) {
    return ("{\"Records\":[" + String.join(",", records) + "]}").getBytes(UTF_8);
  }

  private static byte[] subscription(List<String> records) {
    JsonStringEncoder quotes = JsonStringEncoder.getInstance();
    return records.stream()
        .map(
            record ->
                "{\"id\":\"1\",\"timestamp\":1788220800000,\"message\":\""
                    + new String(quotes.quoteAsString(record))
                    + "\"}")
        .collect(
            Collectors.joining(
                ",",
                "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\"trail\",\"logStream\":\"111122223333_CloudTrail_us-east-1\",\"subscriptionFilters\":[\"all\"],\"logEvents\":[",
                "]}"))
        .getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
