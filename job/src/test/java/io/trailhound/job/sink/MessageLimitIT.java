package io.trailhound.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.KafkaTopics;
import io.trailhound.job.Servers;
import io.trailhound.job.WithServers;
import io.trailhound.local.Patience;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithServers.class)
class MessageLimitIT {
  private static final String TOPIC = "limited";

  private static Servers servers;

  @BeforeAll
  static void start(Servers shared) {
    servers = shared;
  }

  @Test
  void aLimitThatAnOperatorChangesIsKnownWithoutARestart() throws Exception {
    KafkaTopics topics = servers.topics();
    topics.output(TOPIC);
    topics.limit(TOPIC, 400_000);
    try (MessageLimit limit = new MessageLimit(client(), TOPIC, Duration.ZERO)) {
      await(limit, 400_000);
      topics.limit(TOPIC, 100_000);
      await(limit, 100_000);
      topics.limit(TOPIC, 50_000_000);
      await(limit, 1 << 20); // the producer's own
    }
  }

  @Test
  void ofATopicThatIsNotThereItIsTheUsualOne() {
    try (MessageLimit limit = new MessageLimit(client(), "no-such-topic", Duration.ZERO)) {
      assertThat(limit.bytes()).isEqualTo(1 << 20);
    }
  }

  private static void await(MessageLimit limit, long bytes) {
    var unused = Patience.await("the limit", limit::bytes, known -> known == bytes);
  }

  private static Properties client() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", servers.kafka().servers());
    return client;
  }
}
