package io.trailhound.local.stack;

import io.trailhound.local.LocalException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records come in; messages of a topic go out, at a rate if one was given. */
final class TopicFeed implements AutoCloseable {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int LARGEST = 16 << 20;
  private static final int BATCH = 16 << 10;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Integer rate;
  private final long start = System.nanoTime();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final LongAdder taken = new LongAdder();
  private long sent;

  /**
   * @param rate records a second, or null for as fast as it goes
   * @param batch bytes, at most what the topic takes: a larger batch would be split into batches of
   *     this size, again and again (KAFKA-8350)
   */
  TopicFeed(String servers, String topic, Integer rate, int batch) {
    this.topic = topic;
    this.rate = rate;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "max.request.size",
                LARGEST,
                "batch.size",
                Math.min(BATCH, batch),
                "linger.ms",
                "5",
                "max.block.ms",
                "60000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * @throws LocalException when Kafka did not take one of those before
   */
  void send(byte[] record) {
    if (rate != null) {
      LockSupport.parkNanos(start + sent * SECOND / rate - System.nanoTime());
    }
    requireTaken();
    // The callback learns of failures.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, record),
            (metadata, e) -> {
              if (e == null) {
                taken.increment();
              } else {
                failure.compareAndSet(null, e);
              }
            });
    sent++;
  }

  /**
   * Waits until Kafka has them all and returns how many they are.
   *
   * @throws LocalException when it did not take one
   */
  long finish() {
    producer.flush();
    requireTaken();
    return sent;
  }

  private void requireTaken() {
    Exception e = failure.get();
    if (e != null) {
      throw new LocalException(
          String.format(
              Locale.ROOT,
              "Kafka did not take a record for topic %s: %s It took %d before.",
              topic,
              e.getMessage().strip().replaceAll("\\.*$", "."),
              taken.sum()),
          e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
