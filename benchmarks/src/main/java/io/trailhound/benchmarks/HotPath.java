package io.trailhound.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.management.ThreadMXBean;
import io.trailhound.decode.DecodedReader;
import io.trailhound.enrich.AsnCache;
import io.trailhound.enrich.AsnDatabase;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one thread does with each record, before anything crosses to a detector: decoding, the
 * network, all rules; beside it the floor, which only picks twenty fields with Jackson's streaming
 * parser. By turns over one file, each the median of several rounds by the processor's time, with
 * what it allocates.
 *
 * <p>Arguments: records (default 200000), rounds (default 7).
 */
public final class HotPath {
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
          "errorMessage",
          "recipientAccountId",
          "type",
          "principalId",
          "arn",
          "accountId",
          "accessKeyId",
          "invokedBy",
          "userName",
          "eventCategory",
          "eventType",
          "readOnly");

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final RuleBook rules = RuleLoader.load(null, List.of());
  private final Path home = Path.of(System.getProperty("trailhound.home", "."));
  private final Path file;
  private final int records;
  private final List<Way> ways;

  private interface Work {
    /** Gives a number that hangs on all that was done. */
    long run() throws IOException;
  }

  private static final class Way {
    private final String name;
    private final Work work;
    private final List<Long> nanos = new ArrayList<>();
    private long bytes;

    Way(String name, Work work) {
      this.name = name;
      this.work = work;
    }

    void measure() throws IOException {
      long before = THREADS.getCurrentThreadCpuTime();
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      if (work.run() == 0) {
        throw new IllegalStateException("nothing was read");
      }
      bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      nanos.add(THREADS.getCurrentThreadCpuTime() - before);
    }

    long median() {
      Collections.sort(nanos);
      return nanos.get(nanos.size() / 2);
    }
  }

  private HotPath(Path file, int records) {
    this.file = file;
    this.records = records;
    ways =
        List.of(
            new Way("floor: Jackson's streaming parser, 20 fields", this::floor),
            new Way("decode", () -> decode(event -> {})),
            new Way("decode, network", () -> decode(network())),
            new Way("decode, network, match", () -> decode(network().andThen(match()))));
  }

  public static void main(String[] args) throws IOException {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    Path file = Files.createTempFile("trailhound-benchmark", ".ndjson");
    try {
      new HotPath(file, records).run(rounds);
    } finally {
      Files.delete(file);
    }
  }

  private void run(int rounds) throws IOException {
    new MadeUpTrail(home).write(file, records);
    for (int round = 0; round < 2 + rounds; round++) {
      for (Way way : ways) {
        way.measure();
        if (round < 2) {
          way.nanos.clear(); // the compiler's share
        }
      }
    }
    double floor = ways.get(0).median();
    for (Way way : ways) {
      System.out.printf(
          Locale.ROOT,
          "%-46s %6.0f ns a record (%.0f to %.0f), speed %.2f, %,6d bytes%n",
          way.name,
          way.median() / (double) records,
          way.nanos.get(0) / (double) records,
          way.nanos.get(way.nanos.size() - 1) / (double) records,
          floor / way.median(),
          way.bytes / records);
    }
  }

  private long floor() throws IOException {
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
    return picked;
  }

  private long decode(Consumer<CloudTrailEvent> then) throws IOException {
    long events = 0;
    try (DecodedReader reader =
        Decoders.of(rules).open(Files.newInputStream(file), file.toString())) {
      for (Decoded decoded = reader.next(); decoded != null; decoded = reader.next()) {
        if (decoded.event() != null) {
          then.accept(decoded.event());
          events++;
        }
      }
    }
    return events;
  }

  private Consumer<CloudTrailEvent> network() throws IOException {
    Path asn = home.resolve("testdata/asn/trailhound-demo.mmdb");
    try (InputStream in = Files.newInputStream(asn)) {
      AsnDatabase database = AsnDatabase.read(in, asn.toString());
      AsnCache cache = new AsnCache();
      return event -> cache.enrich(database, event);
    }
  }

  private Consumer<CloudTrailEvent> match() {
    RuleMatcher matcher = new RuleMatcher(rules);
    return event -> matcher.match(event, (rule, signal) -> {});
  }
}
