package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.RawRecord;
import io.trailhound.model.Signal;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Flink's harness may throw anything on close
class MatchRulesTest {
  private static final long NOON = Instant.parse("2026-09-01T12:00:00Z").toEpochMilli();

  private static final String RULES =
      """
      title: any ListUsers
      name: list_users
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection:
          eventName: ListUsers
        condition: selection
      ---
      title: many ListUsers
      name: many_list_users
      correlation:
        type: event_count
        rules: [list_users]
        generate: true
        group-by: [userIdentity.arn]
        timespan: 10s
        window: tumbling
        condition:
          gte: 2
      """;

  @TempDir Path folder;
  private OneInputStreamOperatorTestHarness<CloudTrailEvent, Signal> harness;

  @BeforeEach
  void open() throws Exception {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    harness = harness(null, 1, 0);
  }

  private OneInputStreamOperatorTestHarness<CloudTrailEvent, Signal> harness(
      OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
    RuleMatcher matcher = new RuleMatcher(RuleLoader.load(RuleFiles.folder(folder)));
    var opened =
        new OneInputStreamOperatorTestHarness<CloudTrailEvent, Signal>(
            new MatchOperator(new MatchRules(matcher)), 4, parallelism, subtask);
    opened.setup();
    opened.initializeState(state);
    opened.open();
    return opened;
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static CloudTrailEvent listUsers(long time) {
    CloudTrailEvent event = new CloudTrailEvent();
    event.eventTime = time;
    event.eventId = "e1";
    event.eventName = "ListUsers";
    event.arn = "arn:aws:iam::111122223333:user/alice";
    event.source = "file.ndjson:";
    event.position = 7;
    event.raw = RawRecord.of("{}".getBytes(StandardCharsets.UTF_8));
    return event;
  }

  @Test
  void matchesGoToTheMainOutputAndCountsToTheirs() throws Exception {
    harness.processElement(listUsers(NOON), NOON);
    assertThat(harness.extractOutputValues()).extracting(s -> s.rule).containsExactly("list_users");
    assertThat(harness.getSideOutput(MatchRules.VALUE_COUNT))
        .extracting(record -> record.getValue().rule)
        .containsExactly("many_list_users");
    assertThat(harness.getSideOutput(MatchRules.LATE)).isNull();
  }

  @Test
  void anEventBehindTheWatermarkFiresMatchRulesAndIsLateForTheOthers() throws Exception {
    harness.processWatermark(new Watermark(NOON + 93_000));
    harness.processElement(listUsers(NOON), NOON);
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(harness.getSideOutput(MatchRules.VALUE_COUNT)).isNull();
    DeadLetter late = harness.getSideOutput(MatchRules.LATE).poll().getValue();
    assertThat(late.reason()).isEqualTo("late");
    assertThat(late.detail()).contains("ListUsers of 2026-09-01T12:00:00Z is 1 min 33 s behind");
    assertThat(late.source()).isEqualTo("file.ndjson:7");
    assertThat(late.raw()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anEventAtTheWatermarkIsLateAndOneMillisecondLaterIsNot() throws Exception {
    harness.processWatermark(new Watermark(NOON));
    harness.processElement(listUsers(NOON), NOON);
    assertThat(harness.getSideOutput(MatchRules.LATE)).hasSize(1);
    harness.processElement(listUsers(NOON + 1), NOON + 1);
    assertThat(harness.getSideOutput(MatchRules.LATE)).hasSize(1);
  }

  @Test
  void whatWasLateBeforeARestartIsLateAfterIt() throws Exception {
    harness.processWatermark(new Watermark(NOON));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness(state, 1, 0);
    harness.processElement(listUsers(NOON), NOON);
    assertThat(harness.getSideOutput(MatchRules.LATE)).hasSize(1);
    harness.processElement(listUsers(NOON + 1), NOON + 1);
    assertThat(harness.getSideOutput(MatchRules.LATE)).hasSize(1);
    harness.processWatermark(new Watermark(NOON - 60_000));

    assertThat(harness.getOutput())
        .filteredOn(Watermark.class::isInstance)
        .as("downstream goes on from there too, and not back")
        .containsExactly(new Watermark(NOON));
  }

  @Test
  void withAnotherParallelismTheLeastWatermarkOfAllHolds() throws Exception {
    OperatorSubtaskState both =
        AbstractStreamOperatorTestHarness.repackageState(
            stoppedAt(NOON, 0), stoppedAt(NOON + 5_000, 1));
    harness.close();
    harness = harness(both, 1, 0);
    harness.processElement(listUsers(NOON), NOON);
    assertThat(harness.getSideOutput(MatchRules.LATE)).hasSize(1);
    harness.processElement(listUsers(NOON + 1), NOON + 1);
    assertThat(harness.getSideOutput(MatchRules.LATE)).hasSize(1);

    harness.close();
    harness = harness(both, 2, 1);
    harness.processElement(listUsers(NOON + 5_000), NOON + 5_000);
    assertThat(harness.getSideOutput(MatchRules.LATE)).as("its own, with the same").hasSize(1);
  }

  private OperatorSubtaskState stoppedAt(long watermark, int subtask) throws Exception {
    try (var one = harness(null, 2, subtask)) {
      one.processWatermark(new Watermark(watermark));
      return one.snapshot(1, 1);
    }
  }

  @Test
  void theEndOfAllInputIsNotRemembered() throws Exception {
    harness.processWatermark(new Watermark(NOON));
    harness.processWatermark(Watermark.MAX_WATERMARK);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness(state, 1, 0);
    harness.processElement(listUsers(NOON + 1), NOON + 1);
    assertThat(harness.getSideOutput(MatchRules.LATE)).isNull();
  }

  @Test
  void aLateEventThatNoRuleWantsIsNotReported() throws Exception {
    harness.processWatermark(new Watermark(NOON));
    CloudTrailEvent other = listUsers(NOON);
    other.eventName = "GetUser";
    harness.processElement(other, NOON);
    assertThat(harness.getSideOutput(MatchRules.LATE)).isNull();
  }
}
