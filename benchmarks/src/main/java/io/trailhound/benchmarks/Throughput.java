package io.trailhound.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodedReader;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How much of the speed of parsing alone the whole job keeps: every way over the same file, in one
 * process, interleaved, best of several rounds. Ratios are what counts; machines are noisy.
 *
 * <p>Arguments: records (default 500000), rounds (default 5).
 */
public final class Throughput {
  /** What a detection needs at the least: the twelve fields of the plain loop. */
  private static final Set<String> PICKED =
      Set.of(
          "eventTime",
          "eventID",
          "eventName",
          "eventSource",
          "awsRegion",
          "sourceIPAddress",
          "userAgent",
          "errorCode",
          "type",
          "arn",
          "userName",
          "accountId");

  private final RuleBook rules = RuleLoader.load(null, List.of());
  private final Path home = Path.of(System.getProperty("trailhound.home", "."));
  private final Path file;
  private final int records;

  private Throughput(Path file, int records) {
    this.file = file;
    this.records = records;
  }

  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 500_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path file = Files.createTempFile("trailhound-benchmark", ".ndjson");
    try {
      new Throughput(file, records).run(rounds);
    } finally {
      Files.delete(file);
    }
  }

  private void run(int rounds) throws Exception {
    new MadeUpTrail(home).write(file, records);
    System.out.printf("%,d records of %,d bytes on average%n", records, Files.size(file) / records);
    double jackson = 0;
    double decoder = 0;
    double job = 0;
    for (int round = 0; round < rounds; round++) {
      jackson = Math.max(jackson, perSecond(this::jackson));
      decoder = Math.max(decoder, perSecond(this::decoder));
      job = Math.max(job, records / (new WholeJob(rules, home).run(file) / 1e3));
    }
    report("Jackson streaming, 12 fields, one thread", jackson, decoder);
    report("Trailhound's decoder alone, one thread", decoder, decoder);
    report("whole job, all rules, parallelism 1, heap state", job, decoder);
  }

  private static void report(String what, double perSecond, double against) {
    System.out.printf(
        Locale.ROOT, "%-50s %,9.0f records/s  %.2f%n", what, perSecond, perSecond / against);
  }

  private interface Way {
    void run() throws Exception;
  }

  private double perSecond(Way way) throws Exception {
    long start = System.nanoTime();
    way.run();
    return records / ((System.nanoTime() - start) / 1e9);
  }

  private void jackson() throws IOException {
    JsonFactory factory = new JsonFactory();
    long picked = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        JsonParser parser = factory.createParser(in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && PICKED.contains(parser.currentName())) {
          String text = parser.nextTextValue();
          picked += text == null ? 0 : text.length();
        }
      }
    }
    if (picked == 0) {
      throw new IllegalStateException("nothing was read");
    }
  }

  private void decoder() throws IOException {
    CloudTrailDecoder decoder = Decoders.of(rules);
    long events = 0;
    try (DecodedReader reader = decoder.open(Files.newInputStream(file), file.toString())) {
      for (Decoded decoded = reader.next(); decoded != null; decoded = reader.next()) {
        events += decoded.event() == null ? 0 : 1;
      }
    }
    if (events == 0) {
      throw new IllegalStateException("nothing was decoded");
    }
  }
}
