package io.trailhound.job.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.KafkaTopics;
import io.trailhound.job.Servers;
import io.trailhound.job.WithServers;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.local.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithServers.class)
@SuppressWarnings("try") // Flink declares close() with a broad exception
class PartitionsReaderIT {
  private static final int PARTITIONS = 50;

  /** While one of them is taken on. More without end would keep a slow machine from all else. */
  private static final int NUDGES = 5;

  private static Servers servers;

  @BeforeAll
  static void start(Servers shared) {
    servers = shared;
  }

  /** As checkpoints and answers do it, at any time. */
  @Test
  void nudgesWhilePartitionsAreTakenOnEndNothing() throws Exception {
    String topic = "nudged";
    servers.topics().create(PARTITIONS, topic);
    try (PartitionsReader reader = reader(Duration.ofDays(1))) {
      Semaphore due = new Semaphore(0);
      Thread nudging =
          new Thread(
              () -> {
                for (int i = 0; i < PARTITIONS * NUDGES; i++) {
                  due.acquireUninterruptibly();
                  reader.nudge();
                }
              });
      nudging.start();
      for (int i = 0; i < PARTITIONS; i++) {
        due.release(NUDGES);
        take(reader, new TopicPartition(topic, i), 0L);
      }
      nudging.join();
      assertThat(reader.fetch().finishedSplits()).hasSize(PARTITIONS);
    }
  }

  /**
   * As back-pressure and alignment pause it: nobody knows what it has until it's read again.
   * Between two looks answers come while no fetch waits for them, as on a slow machine; they must
   * not keep it from being read.
   */
  @Test
  void aPartitionThatIsPausedWasNotReadToItsEnd() throws Exception {
    TopicPartition partition = new TopicPartition("paused", 0);
    KafkaPartitionSplit split =
        new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET);
    servers.topics().create(1, partition.topic());
    send(partition);
    try (PartitionsReader reader = reader(Duration.ZERO)) {
      take(reader, partition, KafkaPartitionSplit.NO_STOPPING_OFFSET);
      assertThat(allRead(reader, ReadToEnd::all)).isTrue();

      reader.pauseOrResumeSplits(List.of(split), List.of());
      assertThat(allRead(reader, end -> true)).isFalse();

      send(partition);
      assertThat(allRead(reader, end -> true)).isFalse();

      reader.pauseOrResumeSplits(List.of(), List.of(split));
      assertThat(allRead(reader, ReadToEnd::all)).isTrue();
    }
  }

  /** Flink asks in one thread, and a partition ends in another: the question may come behind. */
  @Test
  void aPartitionThatHasEndedIsPausedInVain() throws Exception {
    TopicPartition partition = new TopicPartition("ended", 0);
    KafkaPartitionSplit split =
        new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET, 0L);
    servers.topics().create(1, partition.topic());
    try (PartitionsReader reader = reader(Duration.ofDays(1))) {
      take(reader, partition, 0L);
      assertThat(reader.fetch().finishedSplits()).hasSize(1);

      reader.pauseOrResumeSplits(List.of(split), List.of());
      reader.pauseOrResumeSplits(List.of(), List.of(split));
    }
  }

  /** As after a longer stop than the topic keeps messages, whatever the job once began with. */
  @ParameterizedTest
  @ValueSource(strings = {"committed", "earliest", "latest", "2026-01-31T12:00:00Z"})
  void whatIsGoneCostsNothingThatIsStillThere(String start) throws Exception {
    TopicPartition partition = new TopicPartition("gone-" + start.charAt(0), 0);
    servers.topics().create(1, partition.topic());
    for (int i = 0; i < 6; i++) {
      send(partition);
    }
    servers.topics().forget(partition, 4);
    Properties settings = KafkaInput.consumer(config(partition.topic(), start));
    try (PartitionsReader reader = reader(settings, Duration.ofDays(1))) {
      reader.handleSplitsChanges(
          new SplitsAddition<>(List.of(new KafkaPartitionSplit(partition, 1, 6L))));
      assertThat(offsetsToTheEnd(reader)).containsExactly(4L, 5L);
    }
  }

  private static KafkaConfig config(String topic, String start) {
    return JobConfig.of(
            Arguments.parse(
                "--source=kafka",
                "--kafka-servers=" + servers.kafka().servers(),
                "--kafka-topic=" + topic,
                "--kafka-start=" + start))
        .kafka();
  }

  private static List<Long> offsetsToTheEnd(PartitionsReader reader) throws IOException {
    List<Long> offsets = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      var batch = reader.fetch();
      while (batch.nextSplit() != null) {
        for (var next = batch.nextRecordFromSplit();
            next != null;
            next = batch.nextRecordFromSplit()) {
          offsets.add(next.offset());
        }
      }
      ended = !batch.finishedSplits().isEmpty();
    }
    return offsets;
  }

  private static void send(TopicPartition partition) {
    servers.topics().send(partition.topic(), 1, KafkaTopics.messages(List.of("{}")));
  }

  /**
   * Whether all was read, by the first answer that is {@code wanted} and was asked for from now on.
   */
  private static boolean allRead(PartitionsReader reader, Predicate<ReadToEnd> wanted) {
    long now = System.nanoTime();
    Predicate<ReadToEnd> answer = end -> end.asked() - now > 0 && wanted.test(end);
    return Patience.await("an answer", () -> ends(reader), ends -> ends.stream().anyMatch(answer))
        .stream()
        .filter(answer)
        .anyMatch(ReadToEnd::all);
  }

  private static List<ReadToEnd> ends(PartitionsReader reader) {
    List<ReadToEnd> ends = new ArrayList<>();
    try {
      var batch = reader.fetch();
      while (batch.nextSplit() != null) {
        for (var next = batch.nextRecordFromSplit();
            next != null;
            next = batch.nextRecordFromSplit()) {
          if (next instanceof ReadToEnd end) {
            ends.add(end);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ends;
  }

  private static PartitionsReader reader(Duration interval) {
    return reader(settings(), interval);
  }

  private static PartitionsReader reader(Properties settings, Duration interval) {
    Context context = new Context();
    return new PartitionsReader(
        settings,
        new DecodeMessage(StartTimeTest.DECODER),
        interval,
        context,
        new PartitionsReader.Metrics(context));
  }

  private static void take(PartitionsReader reader, TopicPartition partition, long end) {
    reader.handleSplitsChanges(
        new SplitsAddition<>(
            List.of(new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET, end))));
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka().servers());
    settings.setProperty(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.setProperty(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.setProperty(ConsumerConfig.GROUP_ID_CONFIG, "partitions");
    settings.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(Patience.LIMIT.toMillis()));
    settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return settings;
  }

  /** Of one subtask, without a job. */
  private static final class Context implements SourceReaderContext {
    @Override
    public SourceReaderMetricGroup metricGroup() {
      return InternalSourceReaderMetricGroup.mock(
          UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
    }

    @Override
    public Configuration getConfiguration() {
      return new Configuration();
    }

    @Override
    public String getLocalHostName() {
      return "localhost";
    }

    @Override
    public int getIndexOfSubtask() {
      return 0;
    }

    @Override
    public void sendSplitRequest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
    }
  }
}
