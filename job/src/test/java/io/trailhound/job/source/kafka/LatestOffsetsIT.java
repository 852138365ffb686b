package io.trailhound.job.source.kafka;

import io.trailhound.local.KafkaBroker;
import io.trailhound.local.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own, which goes away. */
class LatestOffsetsIT {
  private static final TopicPartition PARTITION = new TopicPartition("trail", 0);

  @TempDir Path folder;

  @Test
  void aBrokerThatIsAwayLeavesItOpenWhatIsUnread() throws Exception {
    KafkaBroker broker = KafkaBroker.start(folder);
    try (LatestOffsets offsets =
        new LatestOffsets(
            broker.admin(),
            IsolationLevel.READ_UNCOMMITTED,
            Duration.ZERO,
            Duration.ofSeconds(1),
            () -> {})) {
      broker.create(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)));
      write(broker);
      await(offsets, 1);

      broker.close();
      await(offsets, Long.MAX_VALUE);
    } finally {
      broker.close();
    }
  }

  private static void await(LatestOffsets offsets, long end) {
    var unused =
        Patience.await(
            "an answer",
            () -> {
              offsets.ask(Set.of(PARTITION));
              return offsets.next(PARTITION);
            },
            answer -> answer != null && answer.offset() == end);
  }

  private static void write(KafkaBroker broker) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.servers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(PARTITION.topic(), new byte[] {1})).get();
    }
  }
}
