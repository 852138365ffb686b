package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConfigTest {
  @TempDir Path folder;

  private static JobConfig config(String... args) {
    return JobConfig.of(Arguments.parse(args));
  }

  @Test
  void anyClientPropertyPassesThrough() {
    JobConfig config =
        config(
            "--source=kafka",
            "--kafka-servers=h:1",
            "--kafka-topic=t",
            "--kafka.sasl.jaas.config=a b=\"c\";");

    assertThat(config.kafka().client())
        .containsEntry("bootstrap.servers", "h:1")
        .containsEntry("sasl.jaas.config", "a b=\"c\";");
  }

  @Test
  void aSecretIsReadFromItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "hush\n");
    JobConfig config =
        config(
            "--source=kafka",
            "--kafka-servers=h:1",
            "--kafka-topic=t",
            "--kafka.ssl.key.password=file:" + file);

    assertThat(config.kafka().client()).containsEntry("ssl.key.password", "hush");
    assertThat(config.toString()).doesNotContain("hush");
  }

  @Test
  void aSecretIsReadFromTheEnvironment() {
    assertThat(Secret.resolve("k", "env:PASS", "here", Map.of("PASS", "hush"))).isEqualTo("hush");
    assertThatThrownBy(() -> Secret.resolve("k", "env:PASS", "here", Map.of()))
        .hasMessageContaining("k: the environment variable 'PASS' is not set (given as here)");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> config("--source=kafka", "--kafka-topic=t"))
        .hasMessageStartingWith("kafka-servers is missing");
    assertThatThrownBy(() -> config("--source=kafka", "--kafka-servers=h:1"))
        .hasMessageContaining("--kafka-topic TOPIC");
    assertThatThrownBy(() -> config("--input=a", "--sink=kafka", "--kafka-servers=h:1"))
        .hasMessageContaining("--alerts-topic TOPIC");
    assertThatThrownBy(() -> config("--source=kafka", "--input=a"))
        .hasMessageContaining("is for the files source");
  }
}
