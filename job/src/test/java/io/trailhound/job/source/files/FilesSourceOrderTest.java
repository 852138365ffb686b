package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Cuts;
import io.trailhound.job.SharedFlink;
import io.trailhound.job.Vectors;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.model.Decoded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the events are cut into files, none of them is behind the watermark. */
class FilesSourceOrderTest {
  private static final Duration LATENESS = Duration.ofMinutes(15);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void oneFileInArrivalOrder(int parallelism) throws Exception {
    List<String> events = Vectors.events();
    Cuts.oneFile(events, folder);
    assertNoneIsLate(events, parallelism);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void twentyFilesThatAllSpanTheWholeTime(int parallelism) throws Exception {
    List<String> events = Cuts.shuffled(Vectors.events(), Duration.ofMinutes(10), 1);
    Cuts.spanning(events, 20, folder);
    assertNoneIsLate(events, parallelism);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void hundredsOfFilesOfATrail(int parallelism) throws Exception {
    List<String> events = Cuts.shuffled(Vectors.events(), Duration.ofMinutes(10), 2);
    int files = Cuts.cloudTrail(events, Duration.ofDays(1), folder);
    assertThat(files).isGreaterThan(300);
    assertNoneIsLate(events, parallelism);
  }

  @Test
  void theWatermarkKeepsUpWithATrail() throws Exception {
    // Behind these days the vectors have gaps, which a watermark can't look across.
    Instant end = Instant.parse("2026-09-20T00:00:00Z");
    List<String> dense =
        Vectors.events().stream().filter(event -> Cuts.time(event).isBefore(end)).toList();
    Cuts.cloudTrail(dense, Duration.ofDays(1), folder);
    assertThat(Collections.max(run(1))).isLessThan(Duration.ofDays(2).toMillis());
  }

  private void assertNoneIsLate(List<String> events, int parallelism) throws Exception {
    assertThat(run(parallelism)).hasSameSizeAs(events).allMatch(ahead -> ahead > 0);
  }

  /** How far every event is ahead of the watermark. */
  private List<Long> run(int parallelism) throws Exception {
    StreamExecutionEnvironment env = SharedFlink.environment(parallelism, new Configuration());
    env.getConfig().setAutoWatermarkInterval(1);
    var source =
        new FilesSource(FilesConfig.of(folder.toString()), StartTimeTest.DECODER, LATENESS);
    return env.fromSource(source, FilesSource.watermarks(LATENESS), "cloudtrail")
        .process(new Ahead())
        .executeAndCollect(1_000_000);
  }

  /** Looks where MatchRules decides what is late. */
  private static final class Ahead extends ProcessFunction<Decoded, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Decoded record, Context context, Collector<Long> out) {
      long watermark = context.timerService().currentWatermark();
      if (watermark == Long.MIN_VALUE) {
        out.collect(1L); // the reader has yet to hear where the other files begin
      } else {
        out.collect(record.event().eventTime - watermark);
      }
    }
  }
}
