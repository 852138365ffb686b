package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.KafkaBroker;
import io.trailhound.local.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Topics of a real broker: made, written to and read by tests. */
public record KafkaTopics(KafkaBroker broker, Admin admin) implements AutoCloseable {
  static final int PARTITIONS = 3;

  KafkaTopics(KafkaBroker broker) {
    this(broker, broker.admin());
  }

  @Override
  public void close() {
    admin.close();
  }

  /** Input topics have three partitions. */
  void input(String... names) throws Exception {
    create(PARTITIONS, names);
  }

  /** Output topics have one. */
  public void output(String... names) throws Exception {
    create(1, names);
  }

  /** Topics of so many partitions. */
  public void create(int partitions, String... created) throws Exception {
    // Messages have whatever time a test gives them, and a broker deletes those of last week.
    Map<String, String> settings = Map.of("retention.ms", "-1");
    List<NewTopic> topics =
        Stream.of(created)
            .map(name -> new NewTopic(name, partitions, (short) 1).configs(settings))
            .toList();
    broker.create(topics);
    // The controller has answered; the broker hears of it a moment later.
    Set<String> unused =
        Patience.await(
            "topics",
            () -> admin.listTopics().names().get(),
            names -> names.containsAll(List.of(created)));
  }

  /** Makes the broker refuse larger messages. */
  public void limit(String topic, int bytes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry most = new ConfigEntry("max.message.bytes", String.valueOf(bytes));
    admin
        .incrementalAlterConfigs(
            Map.of(resource, List.of(new AlterConfigOp(most, AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  /** What lies before the offset goes, as when a topic's time for it is over. */
  public void forget(TopicPartition partition, long before) throws Exception {
    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all().get();
  }

  /** One message each, over the first {@code partitions} partitions in turn. */
  public void send(String topic, int partitions, List<byte[]> messages) {
    send(topic, partitions, null, messages);
  }

  /**
   * @param time of the messages, null for now
   */
  void send(String topic, int partitions, Long time, List<byte[]> messages) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.servers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < messages.size(); i++) {
        sent.add(
            producer.send(
                new ProducerRecord<>(topic, i % partitions, time, null, messages.get(i))));
      }
      producer.flush();
      sent.forEach(KafkaTopics::requireSent);
    }
  }

  private static void requireSent(Future<RecordMetadata> sent) {
    try {
      RecordMetadata unused = sent.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** A job of this name and group, whose outputs are the topics of {@link #outputs}. */
  JobConfig job(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--source=kafka",
                "--sink=kafka",
                "--kafka-servers=" + broker.servers(),
                "--kafka-group=" + name,
                "--alerts-topic=" + name + ".alerts",
                "--dead-letters-topic=" + name + ".dead",
                "--late-topic=" + name + ".late",
                "--asn-db=" + Vectors.ASN_DB));
    arguments.addAll(List.of(more));
    return JobConfig.of(Arguments.parse(arguments.toArray(String[]::new)));
  }

  void outputs(String name) throws Exception {
    output(name + ".alerts", name + ".dead", name + ".late");
  }

  static List<String> values(List<ConsumerRecord<String, String>> messages) {
    return messages.stream().map(ConsumerRecord::value).toList();
  }

  /** A commit is answered when it's decided; the markers that let readers pass come behind. */
  private void awaitMarkers() throws Exception {
    ListTransactionsOptions undone =
        new ListTransactionsOptions()
            .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
    Collection<TransactionListing> unused =
        Patience.await(
            "markers of transactions",
            () -> admin.listTransactions(undone).all().get(),
            Collection::isEmpty);
  }

  /** What stands in the one partition of {@code topic}, committed. */
  List<ConsumerRecord<String, String>> read(String topic) throws Exception {
    awaitMarkers();
    TopicPartition partition = new TopicPartition(topic, 0);
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker.servers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
      }
    }
    return all;
  }

  /** How far {@code group} has read, over all partitions. */
  long committed(String group) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .filter(Objects::nonNull)
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  public static List<byte[]> messages(List<String> lines) {
    return lines.stream().map(line -> line.getBytes(UTF_8)).toList();
  }
}
