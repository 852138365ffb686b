package io.trailhound.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code stack up} doesn't start, in folders of any name. */
final class ProgramsIT {
  @TempDir private Path folder;

  @Test
  @Tag("e2e")
  void openSearchKeepsItsDocumentsOverAStop() {
    try (Elasticsearch server =
        Elasticsearch.start(Elasticsearch.Product.OPENSEARCH, OddFolder.in(folder))) {
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

  @Test
  void aKinesisServerAnswers() {
    assumeTrue(Kinesis.isThere(), "Node runs it");
    try (Kinesis server = Kinesis.start(OddFolder.in(folder))) {
      assertThat(server.process().up()).isTrue();
    }
  }

  @Test
  void anSqsServerAnswers() {
    try (Sqs server = Sqs.start(OddFolder.in(folder))) {
      assertThat(server.process().up()).isTrue();
    }
  }
}
