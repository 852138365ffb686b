package io.trailhound.local.stack;

import io.trailhound.local.KafkaBroker;
import io.trailhound.local.LocalException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics that a new broker gets. */
final class Topics {
  static final String CLOUDTRAIL = "cloudtrail";
  static final String ALERTS = "alerts";
  static final String DEAD_LETTERS = "dead-letters";
  static final String LATE = "late";

  private static final short ONE_COPY = 1;
  private static final Map<String, Integer> PARTITIONS =
      Map.of(CLOUDTRAIL, 4, ALERTS, 1, DEAD_LETTERS, 1, LATE, 1);

  private Topics() {}

  /** Creates those that are missing. */
  static void create(KafkaBroker broker) {
    try (Admin admin = broker.admin()) {
      Set<String> there = admin.listTopics().names().get(30, TimeUnit.SECONDS);
      List<NewTopic> missing =
          PARTITIONS.entrySet().stream()
              .filter(it -> !there.contains(it.getKey()))
              .map(it -> new NewTopic(it.getKey(), it.getValue(), ONE_COPY))
              .toList();
      admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalException("Kafka's topics were not created: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted", e);
    }
  }
}
