package io.trailhound.job.source.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Vectors;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.model.Decoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What comes out of a batch is what a task finds in its messages, whoever decodes them. */
class DecodedAheadTest {
  private static final List<String> EVENTS = Vectors.events().subList(0, 20);
  private static final int WHOLE_FILE = 100;

  private final DecodeMessage decode = new DecodeMessage(StartTimeTest.DECODER);
  private final Map<String, Collection<ConsumerRecord<byte[], byte[]>>> batch = new TreeMap<>();

  private void message(int partition, byte[] value) {
    Collection<ConsumerRecord<byte[], byte[]>> all =
        batch.computeIfAbsent("trail-" + partition, it -> new ArrayList<>());
    all.add(new ConsumerRecord<>("trail", partition, 7 + all.size(), null, value));
  }

  private DecodedAhead ahead(ReadToEnd... ends) {
    return new DecodedAhead(
        new RecordsBySplits<>(batch, Set.of("trail-9")), decode.another(), List.of(ends));
  }

  private static List<ConsumerRecord<byte[], byte[]>> all(DecodedAhead ahead) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (String split = ahead.nextSplit(); split != null; split = ahead.nextSplit()) {
      for (var next = ahead.nextRecordFromSplit();
          next != null;
          next = ahead.nextRecordFromSplit()) {
        assertThat(split).isEqualTo("trail-" + next.partition());
        all.add(next);
      }
    }
    return all;
  }

  private static boolean isDecoded(ConsumerRecord<byte[], byte[]> message) {
    return message instanceof DecodedMessage;
  }

  private List<String> decoded(ConsumerRecord<byte[], byte[]> message) {
    List<Decoded> all = new ArrayList<>();
    if (message instanceof DecodedMessage ahead) {
      all = ahead.all();
    } else {
      decode.deserialize(message, new ListCollector<>(all));
    }
    return all.stream()
        .map(
            each ->
                each.event() == null
                    ? each.deadLetter().reason() + " " + each.deadLetter().source()
                    : each.event().where() + " " + each.event().eventId)
        .toList();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String file(int times) {
    return "{\"Records\":[" + String.join(",", EVENTS.subList(0, times)) + "]}";
  }

  @Test
  void messagesOfAllPartitionsComeDecodedInOrderWithTheirOffsets() {
    EVENTS.forEach(event -> message(0, event.getBytes(UTF_8)));
    message(1, "{\"no\":\"event\"}".getBytes(UTF_8));
    message(1, file(3).getBytes(UTF_8));
    List<ConsumerRecord<byte[], byte[]>> expected =
        batch.values().stream().flatMap(Collection::stream).toList();

    DecodedAhead ahead = ahead();
    List<ConsumerRecord<byte[], byte[]>> all = all(ahead);

    assertThat(all).allMatch(DecodedAheadTest::isDecoded).hasSameSizeAs(expected);
    assertThat(all)
        .extracting(ConsumerRecord::offset)
        .isEqualTo(expected.stream().map(ConsumerRecord::offset).toList());
    assertThat(all)
        .extracting(this::decoded)
        .isEqualTo(expected.stream().map(this::decoded).toList());
    assertThat(all.get(all.size() - 1)).satisfies(last -> assertThat(decoded(last)).hasSize(3));
    assertThat(ahead.finishedSplits()).containsExactly("trail-9");
  }

  @Test
  void endsOfPartitionsComeBehindAllMessages() {
    ReadToEnd zero = new ReadToEnd(new TopicPartition("trail", 0), true, 1);
    ReadToEnd one = new ReadToEnd(new TopicPartition("trail", 1), false, 2);
    message(1, EVENTS.get(0).getBytes(UTF_8));

    List<ConsumerRecord<byte[], byte[]>> all = all(ahead(zero, one));

    assertThat(all).hasSize(3).first().matches(DecodedAheadTest::isDecoded);
    assertThat(all.subList(1, 3)).containsExactly(zero, one);
  }

  @Test
  void whatMayBeFarMoreThanItsBytesIsLeftToTheTask() throws IOException {
    message(0, gzip(file(10)));
    message(0, null);
    message(0, new byte[0]);
    message(0, "eyJ9".getBytes(UTF_8));
    message(0, EVENTS.get(0).getBytes(UTF_8));

    assertThat(all(ahead()))
        .extracting(DecodedAheadTest::isDecoded)
        .containsExactly(false, false, false, false, true);
  }

  @Test
  void whatFollowsWhenMuchHasComeOutIsLeftToTheTask() {
    byte[] value = file(EVENTS.size()).getBytes(UTF_8);
    int enough = DecodedAhead.MOST / EVENTS.size();
    for (int i = 0; i < enough + WHOLE_FILE; i++) {
      message(0, value);
    }
    Boolean[] expected = new Boolean[enough + WHOLE_FILE];
    Arrays.setAll(expected, i -> i < enough);

    assertThat(all(ahead())).extracting(DecodedAheadTest::isDecoded).containsExactly(expected);
  }
}
