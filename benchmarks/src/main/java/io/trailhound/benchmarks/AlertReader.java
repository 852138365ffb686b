package io.trailhound.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.benchmarks.workload.PlantedAttack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An alert topic in, the alerts about attackers that an event caused out, with their times. */
final class AlertReader extends Thread {
  /**
   * One alert.
   *
   * @param appended when the broker had it, by its clock
   * @param read when it was in this consumer's hands
   */
  record Seen(String rule, long appended, long read, List<String> eventIds) {}

  private final ObjectMapper json = new ObjectMapper();
  private final List<Seen> seen = new ArrayList<>();
  private final KafkaConsumer<String, String> consumer;
  private volatile boolean ended;

  AlertReader(String servers, String topic) {
    super("alert reader");
    setDaemon(true);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new StringDeserializer(),
            new StringDeserializer());
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  @Override
  public void run() {
    try (consumer) {
      while (!ended) {
        for (ConsumerRecord<String, String> alert : consumer.poll(Duration.ofMillis(100))) {
          note(alert, System.currentTimeMillis());
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert that is no JSON", e);
    }
  }

  private void note(ConsumerRecord<String, String> alert, long now) throws JsonProcessingException {
    JsonNode document = json.readTree(alert.value());
    boolean early = document.at("/trailhound/phase").asText().equals("early");
    boolean match = document.at("/rule/category").asText().equals("match");
    boolean attacker = document.at("/user/name").asText().startsWith(PlantedAttack.NAME);
    if (attacker && (early || match)) {
      List<String> ids = new ArrayList<>();
      document.at("/trailhound/event_ids").forEach(id -> ids.add(id.asText()));
      seen.add(new Seen(document.at("/rule/name").asText(), alert.timestamp(), now, ids));
    }
  }

  /** Ends the reading and gives all that was read. */
  List<Seen> end() throws InterruptedException {
    ended = true;
    join();
    return seen;
  }
}
