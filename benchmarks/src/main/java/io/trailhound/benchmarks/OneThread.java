package io.trailhound.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trailhound.benchmarks.measure.Sample;
import io.trailhound.benchmarks.measure.Stopwatch;
import io.trailhound.decode.DecodedReader;
import io.trailhound.decode.ReusedChunks;
import io.trailhound.enrich.AsnCache;
import io.trailhound.enrich.AsnDatabase;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** A file of records in, what one thread takes to go through it in several ways out. */
final class OneThread {
  /** What a detection needs, and an alert shows: 20 fields. */
  private static final Set<String> FIELDS =
      Set.of(
          "eventTime",
          "eventID",
          "eventName",
          "eventSource",
          "eventType",
          "eventCategory",
          "awsRegion",
          "sourceIPAddress",
          "userAgent",
          "errorCode",
          "errorMessage",
          "requestID",
          "recipientAccountId",
          "type",
          "principalId",
          "arn",
          "accountId",
          "accessKeyId",
          "userName",
          "invokedBy");

  private static final int BUFFER = 1 << 16;

  /** Events at a time between a source's reader and its task. */
  private static final int BATCH = 500;

  private final Path file;
  private final long records;

  /**
   * @param records that {@code file} has
   */
  OneThread(Path file, long records) {
    this.file = file;
    this.records = records;
  }

  /** What a way counts, so that none of it can be left out. */
  private interface Count {
    long run() throws IOException;
  }

  private Sample measure(Count way) throws IOException {
    Stopwatch watch = new Stopwatch();
    long counted = way.run();
    Sample sample = watch.stop(records);
    if (counted == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return sample;
  }

  /** Reads the bytes and looks at none. */
  Sample bytes() throws IOException {
    return measure(
        () -> {
          byte[] buffer = new byte[BUFFER];
          long read = 0;
          try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
              read += count;
            }
          }
          return read;
        });
  }

  /** Jackson's streaming parser, which makes text of what {@link #FIELDS} names: the floor. */
  Sample parse() throws IOException {
    return measure(
        () -> {
          long picked = 0;
          try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
              JsonParser parser = new JsonFactory().createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
              if (token == JsonToken.FIELD_NAME && FIELDS.contains(parser.currentName())) {
                String text = parser.nextTextValue();
                picked += text == null ? 0 : text.length();
              }
            }
          }
          return picked;
        });
  }

  /** Trailhound's decoder, as the job sets it up. */
  Sample decode(RuleBook rules) throws IOException {
    return measure(() -> read(rules, event -> {}));
  }

  /**
   * Decodes, looks the network up and tests all conditions: what the job does before it shuffles.
   */
  Sample match(RuleBook rules, AsnDatabase networks) throws IOException {
    RuleMatcher matcher = new RuleMatcher(rules);
    AsnCache cache = new AsnCache();
    return measure(
        () -> {
          long[] signals = new long[1];
          read(
              rules,
              event -> {
                cache.enrich(networks, event);
                matcher.match(event, (rule, signal) -> signals[0]++);
              });
          return signals[0];
        });
  }

  /** Reads into what was read into before, as the job does; gives how many events there are. */
  private long read(RuleBook rules, Consumer<CloudTrailEvent> each) throws IOException {
    ReusedChunks chunks = new ReusedChunks();
    long events = 0;
    try (InputStream in = Files.newInputStream(file);
        DecodedReader reader = Decoders.of(rules).open(in, file + ":", chunks)) {
      for (Decoded next = reader.next(); next != null; next = reader.next()) {
        if (next.event() != null) {
          each.accept(next.event());
          if (++events % BATCH == 0) {
            chunks.giveBack(chunks.ended());
          }
        }
      }
    }
    return events;
  }
}
