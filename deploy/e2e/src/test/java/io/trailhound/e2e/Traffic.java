package io.trailhound.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.job.Cuts;
import io.trailhound.job.Vectors;
import io.trailhound.local.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The conformance vectors, sent to a topic at a steady rate from a thread of its own, with filler
 * between them, 1 % poison, and some vectors delivered twice. Vectors go out up to a share that is
 * raised from outside; filler goes on meanwhile, so that every mishap comes in the middle of them.
 * What is for a partition that is paused goes out when it isn't any more.
 */
@SuppressWarnings("try") // closing waits for the thread
final class Traffic implements AutoCloseable {
  static final int RATE = 800;
  static final int PARTITIONS = 4;

  /** With the partitions these have no divisor in common, so each partition gets its part. */
  private static final int VECTOR_ONE_IN = 3;

  /** Of what is no vector; with the partitions no divisor in common, so it comes in another one. */
  private static final int REDELIVERED_ONE_IN = 15;

  private static final int NONE = -1;
  private static final int POISON_ONE_IN = 99;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int LIMIT = (int) Patience.LIMIT.toMillis();
  private static final Duration ALL_WINDOWS_OVER = Duration.ofDays(8);

  private record Message(int partition, byte[] bytes, boolean isPoison) {}

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<String> vectors = Vectors.events();
  private final Poison poison;
  private final List<Future<RecordMetadata>> poisonSent = new ArrayList<>();
  private final List<byte[]> poisonBytes = new ArrayList<>();
  private final Thread thread = new Thread(this::send, "traffic");

  /** The newest vector; touched by the thread only. */
  private byte[] newest;

  /** For the paused partition, in order; touched by the thread only. */
  private final List<Message> held = new ArrayList<>();

  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger vectorsSent = new AtomicInteger();
  private volatile double share;
  private volatile int paused = NONE;
  private volatile boolean end;
  private Instant time = Instant.parse("2026-09-01T00:00:00Z");

  Traffic(String servers, String topic, Random random) {
    this.topic = topic;
    this.poison = new Poison(random);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "max.request.size",
                16 << 20,
                "buffer.memory",
                64 << 20,
                "linger.ms",
                "5",
                "max.block.ms",
                LIMIT,
                "delivery.timeout.ms",
                LIMIT),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread.start();
  }

  /** Lets vectors go out up to this share of them. */
  void sendUpTo(double newShare) {
    share = newShare;
  }

  /** As when the only shipper of a partition stalls. */
  void pause(int partition) {
    paused = partition;
  }

  void resume() {
    paused = NONE;
  }

  double share() {
    return share;
  }

  long sent() {
    return sent.get();
  }

  /** Whether the vectors that may go out have gone out. */
  boolean isThere() {
    return vectorsSent.get() >= share * vectors.size();
  }

  /** Sends what is left, then a record in each partition after which every window is over. */
  void finish() throws InterruptedException {
    share = 1;
    resume();
    end = true;
    thread.join();
    releaseHeld();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      byte[] last = Filler.at(time.plus(ALL_WINDOWS_OVER), sent.get() + partition);
      send(new Message(partition, last, false));
    }
    producer.flush();
  }

  /** What must be in the dead letters: position and bytes. */
  Map<String, byte[]> poison() throws InterruptedException, ExecutionException {
    Map<String, byte[]> byPosition = new TreeMap<>();
    for (int i = 0; i < poisonSent.size(); i++) {
      RecordMetadata at = poisonSent.get(i).get();
      byPosition.put(topic + "-" + at.partition() + "-" + at.offset(), poisonBytes.get(i));
    }
    return byPosition;
  }

  @Override
  public void close() throws InterruptedException {
    end = true;
    vectorsSent.set(vectors.size());
    thread.join();
    producer.close(Duration.ZERO);
  }

  private void send() {
    long start = System.nanoTime();
    while (!end || vectorsSent.get() < vectors.size()) {
      long number = sent.get();
      LockSupport.parkNanos(start + number * SECOND / RATE - System.nanoTime());
      send(number);
      sent.incrementAndGet();
    }
  }

  private void send(long number) {
    if (paused == NONE) {
      releaseHeld();
    }
    Message message = message(number);
    if (message.partition() == paused) {
      held.add(message);
    } else {
      send(message);
    }
  }

  private void releaseHeld() {
    held.forEach(this::send);
    held.clear();
  }

  private Message message(long number) {
    int partition = (int) (number % PARTITIONS);
    if (number % POISON_ONE_IN == 0) {
      return new Message(partition, poison.next(), true);
    }
    if (number % VECTOR_ONE_IN == 1 && !isThere()) {
      String record = vectors.get(vectorsSent.getAndIncrement());
      time = time.isAfter(Cuts.time(record)) ? time : Cuts.time(record);
      newest = record.getBytes(UTF_8);
      return new Message(partition, newest, false);
    }
    if (number % REDELIVERED_ONE_IN == 2 && newest != null) {
      return new Message(partition, newest, false);
    }
    return new Message(partition, Filler.at(time, number), false);
  }

  private void send(Message message) {
    Future<RecordMetadata> at =
        producer.send(new ProducerRecord<>(topic, message.partition(), null, message.bytes()));
    if (message.isPoison()) {
      poisonBytes.add(message.bytes());
      poisonSent.add(at);
    }
  }
}
