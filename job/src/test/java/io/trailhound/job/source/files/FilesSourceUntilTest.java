package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Cuts;
import io.trailhound.job.SharedFlink;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source that stops at a time: what comes of it, and where its readers' watermarks stand then.
 */
class FilesSourceUntilTest {
  private static final Duration LATENESS = Duration.ofMinutes(15);
  private static final Instant UNTIL = Instant.parse("2026-09-02T00:00:00Z");
  private static final String END = "end at ";
  private static final String TRAIL = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/09/";
  private static final String NAME = "111122223333_CloudTrail_eu-west-1_%s_x.json";

  @TempDir Path folder;

  @Test
  void everyReaderStandsWhereTheLatestEventBeforePutsIt() throws Exception {
    write("a.ndjson", "2026-09-01T10:00:00Z", "2026-09-01T09:50:00Z");
    write("b.ndjson", "2026-09-01T12:00:00.500Z", "2026-09-10T00:00:00Z", "2026-09-01T11:59:59Z");

    for (int readers : new int[] {1, 4}) {
      assertThat(read(readers))
          .as("%d readers", readers)
          .filteredOn(it -> it.startsWith(END))
          .hasSize(readers)
          .containsOnly(END + "2026-09-01T11:44:59.999Z");
    }
  }

  @Test
  void whatHappenedFromThenOnHasNoTime() throws Exception {
    write("a.ndjson", "2026-09-01T23:59:59Z", "2026-09-02T00:00:00Z", "2026-09-01T23:58:00Z");

    assertThat(read(2))
        .containsOnly(
            "2026-09-01T23:58:00Z",
            "2026-09-01T23:59:59Z",
            "without time 2026-09-02T00:00:00Z",
            END + "2026-09-01T23:44:58.999Z");
  }

  @Test
  void aFileThatBeginsBehindIsReadAndItsBeginningMovesNothing() throws Exception {
    write("a.ndjson", "2026-09-01T10:00:00Z");
    write("z.ndjson", "2026-09-09T00:00:00Z", "2026-09-01T10:10:00Z");
    write(TRAIL + "02/" + NAME.formatted("20260902T0010Z"), "2026-09-02T00:00:00Z");

    assertThat(read(2))
        .containsOnly(
            "2026-09-01T10:00:00Z",
            "without time 2026-09-09T00:00:00Z",
            "2026-09-01T10:10:00Z",
            "without time 2026-09-02T00:00:00Z",
            END + "2026-09-01T09:54:59.999Z");
  }

  @Test
  void whatLiesBehindByItsNameIsNotOpened() throws Exception {
    write(TRAIL + "02/" + NAME.formatted("20260902T0014Z"), "2026-09-01T23:59:00Z");
    Cuts.write(folder.resolve(TRAIL + "02/" + NAME.formatted("20260902T0015Z")), List.of("{"));
    Cuts.write(folder.resolve(TRAIL + "03/any.ndjson"), List.of("{"));

    assertThat(read(1)).containsExactly("2026-09-01T23:59:00Z", END + "2026-09-01T23:43:59.999Z");
  }

  private void write(String file, String... times) throws IOException {
    Cuts.write(folder.resolve(file), Stream.of(times).map(StartTimeTest::event).toList());
  }

  /** Until every reader has said that it's at its end. */
  @SuppressWarnings("try") // closing it cancels the job
  private List<String> read(int readers) throws Exception {
    StreamExecutionEnvironment env = SharedFlink.environment(readers, new Configuration());
    FilesConfig config = FilesConfig.of(folder.toString()).until(UNTIL);
    List<String> all = new ArrayList<>();
    try (CloseableIterator<String> lines =
        env.fromSource(
                new FilesSource(config, StartTimeTest.DECODER, LATENESS),
                FilesSource.watermarks(LATENESS),
                "cloudtrail")
            .process(new InShort())
            .executeAndCollect()) {
      while (all.stream().filter(it -> it.startsWith(END)).count() < readers) {
        all.add(lines.next());
      }
    }
    return all;
  }

  private static final class InShort extends ProcessFunction<Decoded, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Decoded record, Context context, Collector<String> out) {
      if (record.isEnd()) {
        out.collect(END + Instant.ofEpochMilli(context.timerService().currentWatermark()));
      } else if (record.event() == null) {
        out.collect(record.deadLetter().reason());
      } else {
        Instant time = Instant.ofEpochMilli(record.event().eventTime);
        out.collect((context.timestamp() == Long.MIN_VALUE ? "without time " : "") + time);
      }
    }
  }
}
