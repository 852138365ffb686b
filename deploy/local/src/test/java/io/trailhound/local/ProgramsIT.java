package io.trailhound.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ProgramsIT {
  @TempDir private Path folder;

  @Test
  void aKilledBrokerComesBackWithItsTopics() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(OddFolder.in(folder));
        Admin admin = broker.admin()) {
      admin
          .createTopics(List.of(new NewTopic("kept", 2, (short) 1)))
          .all()
          .get(10, TimeUnit.SECONDS);

      broker.process().kill();
      assertThat(broker.process().runs()).isFalse();
      broker.process().start();

      assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).contains("kept");
    }
  }

  @ParameterizedTest
  @EnumSource
  void searchEnginesKeepTheirDocumentsOverAStop(Elasticsearch.Product product) {
    try (Elasticsearch server = Elasticsearch.start(product, OddFolder.in(folder))) {
      Http.json("PUT", server.url() + "/things/_doc/1?refresh=true", "{\"a\":1}");

      server.process().stop();
      assertThat(server.process().up()).isFalse();
      server.process().start();

      assertThat(Http.json("GET", server.url() + "/things/_count", null).get("count").asInt())
          .isEqualTo(1);
      server.process().kill();
      assertThat(Http.status(server.url())).isEqualTo(-1);
    }
  }

  @Test
  void anS3ServerAnswers() {
    try (S3 server = S3.start(OddFolder.in(folder))) {
      assertThat(Http.status(server.url() + "/")).isEqualTo(403);
    }
  }
}
