package io.trailhound.job.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Flink declares close() with a broad exception
class PartitionsReaderIT {
  private static final String TOPIC = "trail";
  private static final int PARTITIONS = 50;

  @TempDir private Path folder;

  /** As checkpoints and answers do it, at any time. */
  @Test
  void nudgesWhilePartitionsAreTakenOnEndNothing() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder);
        Admin admin = broker.admin()) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
      Context context = new Context();
      try (PartitionsReader reader =
          new PartitionsReader(
              settings(broker),
              Duration.ofDays(1),
              context,
              new PartitionsReader.Metrics(context))) {
        AtomicBoolean over = new AtomicBoolean();
        Thread nudging =
            new Thread(
                () -> {
                  while (!over.get()) {
                    reader.nudge();
                  }
                });
        nudging.start();
        try {
          for (int i = 0; i < PARTITIONS; i++) {
            reader.handleSplitsChanges(
                new SplitsAddition<>(
                    List.of(
                        new KafkaPartitionSplit(
                            new TopicPartition(TOPIC, i),
                            KafkaPartitionSplit.EARLIEST_OFFSET,
                            0L))));
          }
          assertThat(reader.fetch().finishedSplits()).hasSize(PARTITIONS);
        } finally {
          over.set(true);
          nudging.join();
        }
      }
    }
  }

  private static Properties settings(KafkaBroker broker) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.servers());
    settings.setProperty(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.setProperty(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.setProperty(ConsumerConfig.GROUP_ID_CONFIG, TOPIC);
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
