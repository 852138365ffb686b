package io.trailhound.detect;

import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Signal;
import io.trailhound.model.SignalType;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatherTrustedTest {
  private OneInputStreamOperatorTestHarness<Signal, Signal> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(new GatherTrusted(List.of(Given.rareRatio())));
    harness.setup(new SignalType(List.of("rare")).createSerializer(new SerializerConfigImpl()));
    harness.setProcessingTime(1_000);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void trusted(String group, String organization, long time, String id) throws Exception {
    Signal signal = new Signal("rare", group, time, id, organization, null);
    signal.arrival = time + 1;
    harness.processElement(signal, time);
  }

  private List<String> sent() {
    return harness.extractOutputValues().stream()
        .map(s -> s.group + " " + s.value + " " + EventIds.of(s).length / 2)
        .sorted()
        .toList();
  }

  @Test
  void callsOfAGroupOrganisationAndHourGoTogether() throws Exception {
    trusted("alice", "Amazon", START + MINUTE, "a");
    trusted("alice", "Amazon", START + 2 * MINUTE, "b");
    trusted("alice", "Google", START, "c");
    trusted("bob", "Amazon", START, "d");
    trusted("alice", "Amazon", START + HOUR, "e");
    assertThat(harness.getOutput()).isEmpty();
    harness.setProcessingTime(1_000 + GatherTrusted.WITHIN_MILLIS);
    assertThat(sent())
        .containsExactly("alice Amazon 1", "alice Amazon 2", "alice Google 1", "bob Amazon 1");
  }

  @Test
  void theyHaveTheHoursLastMillisecondTheFirstArrivalAndTheIdsOfAll() throws Exception {
    trusted("alice", "Amazon", START + 2 * MINUTE, "a");
    trusted("alice", "Amazon", START + MINUTE, "b");
    harness.setProcessingTime(1_000 + GatherTrusted.WITHIN_MILLIS);
    assertThat(harness.extractOutputStreamRecords())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getTimestamp()).isEqualTo(START + 2 * MINUTE);
              Signal all = record.getValue();
              assertThat(all.rule).isEqualTo("rare");
              assertThat(all.time).isEqualTo(START + HOUR - 1);
              assertThat(all.arrival).isEqualTo(START + 2 * MINUTE + 1);
              EventHash a = EventHash.of("a");
              EventHash b = EventHash.of("b");
              assertThat(all.gathered).containsExactly(a.high(), a.low(), b.high(), b.low());
            });
  }

  @Test
  void uncommonCallsAndThoseOfOtherRulesPassAsTheyAre() throws Exception {
    Signal uncommon = Given.signal("rare", "alice", START, "a", "GetObject");
    Signal other = new Signal("no such rule", "alice", START, "b", "Amazon", null);
    harness.processElement(uncommon, START);
    harness.processElement(other, START);
    assertThat(harness.extractOutputValues())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(uncommon, other);
  }

  @Test
  void nothingIsBehindTheWatermarkThatClosesItsHour() throws Exception {
    trusted("alice", "Amazon", START, "a");
    harness.processWatermark(new Watermark(START + HOUR - 2));
    assertThat(sent()).isEmpty();
    harness.processWatermark(new Watermark(START + HOUR - 1));
    assertThat(sent()).containsExactly("alice Amazon 1");
    assertThat(harness.getOutput())
        .last()
        .as("the watermark comes behind it")
        .isEqualTo(new Watermark(START + HOUR - 1));
  }

  @Test
  void nothingIsBehindACheckpointOrTheEnd() throws Exception {
    trusted("alice", "Amazon", START, "a");
    harness.prepareSnapshotPreBarrier(1);
    assertThat(sent()).containsExactly("alice Amazon 1");
    trusted("bob", "Amazon", START, "b");
    harness.getOneInputOperator().finish();
    assertThat(sent()).containsExactly("alice Amazon 1", "bob Amazon 1");
  }

  @Test
  void manyGoAtOnce() throws Exception {
    for (int i = 0; i <= GatherTrusted.MOST; i++) {
      trusted("alice", "Amazon", START, "call " + i);
    }
    assertThat(sent()).containsExactly("alice Amazon " + GatherTrusted.MOST);
    harness.setProcessingTime(1_000 + GatherTrusted.WITHIN_MILLIS);
    assertThat(sent()).hasSize(2).contains("alice Amazon 1");
  }

  @Test
  void whereManyComeThereIsTimeForMore() throws Exception {
    many();
    harness.setProcessingTime(1_000 + GatherTrusted.WITHIN_MILLIS);
    assertThat(sent()).isEmpty();
    trusted("alice", "Amazon", START, "one more");
    harness.setProcessingTime(1_000 + 2 * GatherTrusted.WITHIN_MILLIS);
    assertThat(sent()).as("few came").hasSize(GatherTrusted.MANY).contains("alice Amazon 2");
  }

  @Test
  void howeverManyComeNothingWaitsForMoreThanSomePeriods() throws Exception {
    for (int period = 1; period <= GatherTrusted.PERIODS; period++) {
      assertThat(sent()).isEmpty();
      many();
      harness.setProcessingTime(1_000 + period * GatherTrusted.WITHIN_MILLIS);
    }
    assertThat(sent())
        .hasSize(GatherTrusted.MANY)
        .contains("alice Amazon " + GatherTrusted.PERIODS);
  }

  /** As many as make it worth to wait, each of another group. */
  private void many() throws Exception {
    trusted("alice", "Amazon", START, "a");
    for (int i = 1; i < GatherTrusted.MANY; i++) {
      trusted("user " + i, "Amazon", START, "call " + i);
    }
  }
}
