package io.trailhound.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.KafkaBroker;
import io.trailhound.local.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageLimitIT {
  private static final String TOPIC = "alerts";

  private static KafkaBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) {
    broker = KafkaBroker.start(folder);
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @Test
  void aLimitThatAnOperatorChangesIsKnownWithoutARestart() throws Exception {
    try (Admin admin = broker.admin()) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      set(admin, 400_000);
      try (MessageLimit limit = new MessageLimit(client(), TOPIC, Duration.ZERO)) {
        await(limit, 400_000);
        set(admin, 100_000);
        await(limit, 100_000);
        set(admin, 50_000_000);
        await(limit, 1 << 20); // the producer's own
      }
    }
  }

  @Test
  void ofATopicThatIsNotThereItIsTheUsualOne() {
    try (MessageLimit limit = new MessageLimit(client(), "none", Duration.ZERO)) {
      assertThat(limit.bytes()).isEqualTo(1 << 20);
    }
  }

  private static void await(MessageLimit limit, long bytes) {
    var unused = Patience.await("the limit", limit::bytes, known -> known == bytes);
  }

  private static Properties client() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", broker.servers());
    return client;
  }

  private static void set(Admin admin, int bytes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
    ConfigEntry most = new ConfigEntry("max.message.bytes", String.valueOf(bytes));
    admin
        .incrementalAlterConfigs(
            Map.of(resource, List.of(new AlterConfigOp(most, AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }
}
