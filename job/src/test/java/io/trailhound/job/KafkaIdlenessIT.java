package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.JobConfig;
import io.trailhound.local.Patience;
import io.trailhound.rules.RuleBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What holds the watermark of a job that reads the vectors from a real broker, and what doesn't.
 */
@ExtendWith(WithServers.class)
class KafkaIdlenessIT {
  private static final Duration IDLENESS = Duration.ofSeconds(1);

  private static KafkaTopics topics;

  @BeforeAll
  static void start(Servers servers) {
    topics = servers.topics();
  }

  /** Eight days of backlog, a third of it unread by a reader that works on other things. */
  @Test
  @Tag("e2e")
  void whatIsUnreadIsNeverLateHoweverSlowItsReaderIs() throws Exception {
    nothingIsLate("slow", SlowReader.class);
  }

  /** The same where a reader is made when all others have come to their ends. */
  @Test
  void whatIsUnreadIsNeverLateHoweverLateItsReaderIsReady() throws Exception {
    nothingIsLate("tardy", TardyReader.class);
  }

  private static void nothingIsLate(String name, Class<?> gated) throws Exception {
    topics.input(name);
    topics.outputs(name);
    topics.send(name, 3, KafkaTopics.messages(Vectors.events()));
    var expected = FinalDocuments.of(JobRun.ofVectors());
    Gate.close();
    try (RunningJob job =
        RunningJob.start(environment(name, "--kafka.interceptor.classes=" + gated.getName()))) {
      job.await("the others' messages", () -> Gate.lastOfOthers, time -> time > 0);
      job.await(
          "three times the idleness without a message",
          () -> System.nanoTime() - Gate.lastOfOthers,
          silence -> silence > 3 * IDLENESS.toNanos());
      Gate.open();
      topics.send(name, 3, longAfter());
      job.await(
          "all finals",
          () -> FinalDocuments.of(KafkaTopics.values(topics.read(name + ".alerts"))).size(),
          size -> size >= expected.size());

      assertThat(topics.read(name + ".late")).isEmpty();
      assertThat(FinalDocuments.of(KafkaTopics.values(topics.read(name + ".alerts"))))
          .isEqualTo(expected);
    }
  }

  @Test
  void deadLettersKeepNoPartitionAlive() throws Exception {
    topics.input("noise");
    topics.outputs("noise");
    AtomicBoolean over = new AtomicBoolean();
    Thread noise = new Thread(() -> makeNoise(over), "noise");
    noise.start();
    try (RunningJob job = RunningJob.start(environment("noise"))) {
      job.await("dead letters", () -> topics.read("noise.dead"), letters -> !letters.isEmpty());
      topics.send("noise", 1, KafkaTopics.messages(Vectors.events()));
      job.await(
          "a final alert that waited for the watermark",
          () -> KafkaTopics.values(topics.read("noise.alerts")),
          alerts -> alerts.stream().anyMatch(KafkaIdlenessIT::isFinalCount));
    } finally {
      over.set(true);
      noise.join();
    }
  }

  /** Into all partitions, the events' too. */
  private static void makeNoise(AtomicBoolean over) {
    while (!over.get()) {
      topics.send(
          "noise", 3, List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8), "c".getBytes(UTF_8)));
    }
  }

  private static boolean isFinalCount(String alert) {
    return alert.contains("\"final\"") && alert.contains("\"value_count\"");
  }

  /** For each partition, what lets all that was before become final. */
  private static List<byte[]> longAfter() {
    Instant time = Vectors.longAfter();
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < KafkaTopics.PARTITIONS; i++) {
      records.add(Vectors.recordOf(time).getBytes(UTF_8));
    }
    return records;
  }

  private static StreamExecutionEnvironment environment(String name, String... more) {
    Stream<String> fixed =
        Stream.of("--kafka-topic=" + name, "--kafka-idleness=" + IDLENESS.toMillis() + "ms");
    JobConfig config =
        topics.job(name, Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "1 s");
    // One partition for each reader, and one reader without.
    StreamExecutionEnvironment env = SharedFlink.environment(KafkaTopics.PARTITIONS + 1, settings);
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
    return env;
  }

  /** Where one reader waits, and what the others do meanwhile. */
  private static final class Gate {
    private static volatile CountDownLatch latch;

    /** When one of their messages came last. */
    private static volatile long lastOfOthers;

    static void close() {
      lastOfOthers = 0;
      latch = new CountDownLatch(1);
    }

    static void open() {
      latch.countDown();
    }

    static void pass() {
      Patience.await("the gate", latch::getCount, count -> count == 0);
    }

    static void others() {
      lastOfOthers = System.nanoTime();
    }
  }

  /** Makes the reader of one partition wait within its consumer. */
  public static final class SlowReader extends Interceptor {
    private static final int SLOW = 1;

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      if (records.partitions().stream().anyMatch(each -> each.partition() == SLOW)) {
        Gate.pass();
      } else {
        Gate.others();
      }
      return records;
    }
  }

  /** Makes the first reader that has a partition wait before it has a consumer. */
  public static final class TardyReader extends Interceptor {
    private static final AtomicBoolean ONE = new AtomicBoolean();

    @Override
    public void configure(Map<String, ?> settings) {
      if (settings.containsKey("key.deserializer") && ONE.compareAndSet(false, true)) {
        Gate.pass();
      }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      Gate.others();
      return records;
    }
  }

  /** The job's producers get it too. */
  private abstract static class Interceptor
      implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {
    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
      return sent;
    }

    @Override
    public void onAcknowledgement(RecordMetadata sent, Exception failure) {}

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
  }
}
