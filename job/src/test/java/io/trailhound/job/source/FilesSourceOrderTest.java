package io.trailhound.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.decode.EpochClock;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the events are cut into files, none of them is behind the watermark. */
@Timeout(120)
class FilesSourceOrderTest {
  private static final Duration LATENESS = Duration.ofMinutes(15);

  private static final CloudTrailDecoder DECODER =
      new CloudTrailDecoder(ExtraFields.NONE, DecodeLimits.DEFAULT, EpochClock.system());

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void oneFileInArrivalOrder(int parallelism) throws Exception {
    List<String> events = CutFiles.vectors();
    CutFiles.oneFile(folder, events);
    assertNoneIsLate(events, parallelism);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void twentyFilesThatAllSpanTheWholeTime(int parallelism) throws Exception {
    List<String> events = CutFiles.shuffled(CutFiles.vectors(), 600, 1);
    CutFiles.spanning(folder, events, 20);
    assertNoneIsLate(events, parallelism);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void hundredsOfFilesOfATrail(int parallelism) throws Exception {
    List<String> events = CutFiles.shuffled(CutFiles.vectors(), 600, 2);
    CutFiles.trail(folder, events, 24);
    assertThat(CutFiles.count(folder)).isGreaterThan(500);
    assertNoneIsLate(events, parallelism);
  }

  private void assertNoneIsLate(List<String> events, int parallelism) throws Exception {
    List<String> seen = run(parallelism);
    assertThat(seen).hasSameSizeAs(events).noneMatch(result -> result.startsWith("late"));
  }

  private List<String> run(int parallelism) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(parallelism);
    env.getConfig().setAutoWatermarkInterval(1);
    var source = new FilesSource(List.of(folder.toString()), DECODER, LATENESS);
    return env.fromSource(source, FilesSource.watermarks(LATENESS), "cloudtrail")
        .process(new Lateness())
        .returns(Types.STRING)
        .executeAndCollect(1_000_000);
  }

  /** Says of every event whether it's behind the watermark where MatchRules decides it. */
  private static final class Lateness extends ProcessFunction<Decoded, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Decoded record, Context context, Collector<String> out)
        throws IOException {
      long watermark = context.timerService().currentWatermark();
      boolean late = record.event().eventTime <= watermark;
      out.collect((late ? "late " : "") + record.event().eventId);
    }
  }
}
