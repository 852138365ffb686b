package io.trailhound.benchmarks;

import io.trailhound.benchmarks.workload.PlantedAttack;
import io.trailhound.benchmarks.workload.Trail;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Made-up events at a steady rate into a topic, and every 100 ms a new attacker among them; out go
 * the times at which the broker appended the attackers' events.
 */
final class Feeder {
  private static final long TICK = 10;
  private static final int TICKS_PER_ATTACKER = 10;

  /** How long before now an event may have happened, milliseconds. */
  private static final int OLDEST = 50_000;

  private final Map<String, Long> appended = new ConcurrentHashMap<>();
  private final Random random = new Random(11);
  private final KafkaProducer<String, String> producer;
  private final String topic;
  private final Trail trail;
  private int attackers;
  private long sent;

  Feeder(String servers, String topic, Trail trail) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer());
    this.topic = topic;
    this.trail = trail;
  }

  /** Returns after {@code seconds}; what was late is made up for. */
  void feed(int perSecond, int seconds) {
    long begin = System.nanoTime();
    long ticks = seconds * 1000L / TICK;
    for (long tick = 0; tick < ticks; tick++) {
      long wait = begin + TimeUnit.MILLISECONDS.toNanos(tick * TICK) - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      if (tick % TICKS_PER_ATTACKER == 0) {
        PlantedAttack attack = attackers % 2 == 0 ? PlantedAttack.BURST : PlantedAttack.CHAIN;
        attack.calls(attackers++, System.currentTimeMillis()).forEach(this::send);
      }
      while (sent < perSecond * TICK * (tick + 1) / 1000) {
        long time = System.currentTimeMillis() - random.nextInt(OLDEST);
        send(new String(trail.record(sent, time), StandardCharsets.UTF_8), (at, error) -> {});
      }
    }
    producer.close();
  }

  private void send(PlantedAttack.Call call) {
    send(
        call.json(),
        (at, error) -> {
          if (error == null) {
            appended.put(call.eventId(), at.timestamp());
          }
        });
  }

  private void send(String event, org.apache.kafka.clients.producer.Callback then) {
    sent++;
    var unused = producer.send(new ProducerRecord<>(topic, event), then);
  }

  /** By event id, milliseconds of the broker's clock. */
  Map<String, Long> appended() {
    return appended;
  }

  int attackers() {
    return attackers;
  }

  long sent() {
    return sent;
  }
}
