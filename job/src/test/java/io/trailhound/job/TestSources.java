package io.trailhound.job;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.decode.EpochClock;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.files.FilesSource;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Sources for tests of the graph: the production one over files, and one that stays open. The
 * watermarks of both hang on the records alone, and so does what is final when a job is stopped.
 */
public final class TestSources {
  public static final String UID = "source";

  private static final CloudTrailDecoder DECODER =
      new CloudTrailDecoder(JobRun.RULES.extraFields(), DecodeLimits.DEFAULT, EpochClock.system());

  private TestSources() {}

  public static JobRun.Input files(Path path) {
    return files(FilesConfig.of(path.toString()));
  }

  /** With what other rules read. */
  public static JobRun.Input files(Path path, RuleBook rules) {
    CloudTrailDecoder decoder =
        new CloudTrailDecoder(rules.extraFields(), DecodeLimits.DEFAULT, EpochClock.system());
    return files(FilesConfig.of(path.toString()), decoder, JobRun.LATENESS);
  }

  public static JobRun.Input files(FilesConfig config) {
    return files(config, JobRun.LATENESS);
  }

  public static JobRun.Input files(FilesConfig config, Duration lateness) {
    return files(config, DECODER, lateness);
  }

  private static JobRun.Input files(
      FilesConfig config, CloudTrailDecoder decoder, Duration lateness) {
    FilesSource source = new FilesSource(config, decoder, lateness);
    return env -> env.fromSource(source, FilesSource.watermarks(lateness), "files").uid(UID);
  }

  /** Emits {@code records} and stays open. */
  public static JobRun.Input open(List<String> records) {
    return gated(records, records.size(), Long.MAX_VALUE);
  }

  /** Emits the first {@code open} of {@code records} and then waits, or ends when that's all. */
  public static JobRun.Input upTo(long open, List<String> records) {
    return gated(records, open, records.size());
  }

  /** Emits as many of {@code records} as a turnstile lets pass, and stays open. */
  public static JobRun.Input behind(Turnstile turnstile, List<String> records) {
    String name = turnstile.name;
    return limited(records, Long.MAX_VALUE, parallelism -> new Behind(name));
  }

  private static JobRun.Input gated(List<String> records, long open, long count) {
    return limited(records, count, parallelism -> new Gate(open));
  }

  private static JobRun.Input limited(
      List<String> records, long count, RateLimiterStrategy<NumberSequenceSplit> limit) {
    var source =
        new DataGeneratorSource<>(
            new Decoding(new ArrayList<>(records)), count, limit, Types.POJO(Decoded.class));
    return env ->
        env.fromSource(
                source,
                FilesSource.watermarks(JobRun.LATENESS)
                    .withTimestampAssigner(
                        (decoded, none) ->
                            decoded.event() == null ? Long.MIN_VALUE : decoded.event().eventTime),
                "records")
            .setParallelism(1)
            .uid(UID);
  }

  /** Lets the first {@code open} records through and then no more. */
  private static final class Gate implements RateLimiter<NumberSequenceSplit> {
    private final long open;
    private long passed;

    Gate(long open) {
      this.open = open;
    }

    @Override
    public CompletionStage<Void> acquire(int records) {
      return passed++ < open ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
    }
  }

  private record Behind(String turnstile) implements RateLimiter<NumberSequenceSplit> {
    @Override
    public CompletionStage<Void> acquire(int records) {
      return Turnstile.of(turnstile).pass();
    }
  }

  /** Index in, decoded record out. */
  private record Decoding(ArrayList<String> records)
      implements GeneratorFunction<Long, Decoded>, Serializable {
    @Override
    public Decoded map(Long index) {
      List<Decoded> decoded = new ArrayList<>();
      DECODER.decode(
          records.get(index.intValue()).getBytes(StandardCharsets.UTF_8),
          "records:",
          index,
          decoded::add);
      return decoded.get(0);
    }
  }
}
