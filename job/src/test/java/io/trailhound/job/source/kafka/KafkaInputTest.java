package io.trailhound.job.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KafkaInputTest {
  private static Properties consumer(String... more) {
    String all = "--source=kafka --kafka-servers=127.0.0.1:1 --kafka-topic=trail ";
    JobConfig config = JobConfig.of(Arguments.parse((all + String.join(" ", more)).split(" ")));
    return KafkaInput.consumer(config.kafka());
  }

  @Test
  void aFetchIsLargeAndTheSystemSizesTheBuffer() {
    assertThat(consumer())
        .containsEntry("receive.buffer.bytes", "-1")
        .containsEntry("max.partition.fetch.bytes", "4194304");
  }

  @Test
  void whatIsGivenCounts() {
    assertThat(consumer("--kafka.receive.buffer.bytes=4096", "--kafka.max.partition.fetch.bytes=9"))
        .containsEntry("receive.buffer.bytes", "4096")
        .containsEntry("max.partition.fetch.bytes", "9");
  }
}
