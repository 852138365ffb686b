package io.trailhound.detect;

import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenTest {
  private OneInputStreamOperatorTestHarness<CloudTrailEvent, Heard> harness;

  @BeforeEach
  void open() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new Listen());
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void event(String account, String region, long time) throws Exception {
    CloudTrailEvent event = new CloudTrailEvent();
    event.recipientAccountId = account;
    event.accountId = "of the caller";
    event.awsRegion = region;
    event.eventTime = time;
    event.eventId = "at " + (time - START);
    harness.processElement(event, time);
  }

  private List<String> heard() {
    return harness.extractOutputValues().stream().map(ListenTest::words).sorted().toList();
  }

  private static String words(Heard heard) {
    String times = (heard.first - START) + " to " + (heard.last - START);
    return heard.account + " " + heard.region + " " + times + ", " + heard.lastEventId;
  }

  @Test
  void theEventsOfAMinuteAccountAndRegionAreOne() throws Exception {
    event("1", "a", START + 20 * SECOND);
    event("1", "a", START + 10 * SECOND);
    event("1", "a", START + 15 * SECOND);
    event("1", "b", START + 10 * SECOND);
    event("2", "a", START + 10 * SECOND);
    event("1", "a", START + MINUTE);
    assertThat(heard()).isEmpty();
    harness.setProcessingTime(Listen.WITHIN_MILLIS);
    assertThat(heard())
        .containsExactly(
            "1 a 10000 to 20000, at 20000",
            "1 a 60000 to 60000, at 60000",
            "1 b 10000 to 10000, at 10000",
            "2 a 10000 to 10000, at 10000");
  }

  @Test
  void nothingWaitsBehindAWatermarkThatPassesIt() throws Exception {
    event("1", "a", START + 20 * SECOND);
    harness.processWatermark(new Watermark(START));
    assertThat(heard()).isEmpty();
    harness.processWatermark(new Watermark(START + 20 * SECOND));
    assertThat(heard()).hasSize(1);
  }

  @Test
  void whatIsLateIsLeftOutAndWhereNoTrailIsNamedTheCallersAccountCounts() throws Exception {
    harness.processWatermark(new Watermark(START));
    event("1", "a", START);
    event(null, "a", START + SECOND);
    harness.getOperator().finish();
    assertThat(heard()).containsExactly("of the caller a 1000 to 1000, at 1000");
  }
}
