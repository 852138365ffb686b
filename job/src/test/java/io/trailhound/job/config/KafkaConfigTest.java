package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aValueThatTheClientsWouldRefuseStopsTheStart() {
    assertThatThrownBy(() -> withProperty("--kafka.max.poll.records=abc"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "kafka.max.poll.records (given as --kafka.max.poll.records): Kafka's clients refuse it: Invalid value abc for configuration max.poll.records: Not a number of type INT. Right would be: a value of Kafka's type INT, [1,...].");
    assertThatThrownBy(() -> withProperty("--kafka.linger.ms=-1"))
        .hasMessageContaining("Value must be at least 0");
    assertThatThrownBy(() -> withProperty("--kafka.acks=2")).hasMessageContaining("all");
    assertThatThrownBy(() -> withProperty("--kafka.auto.offset.reset=newest"))
        .isInstanceOf(ConfigException.class);
    assertThatCode(() -> withProperty("--kafka.of.an.interceptor=abc")).doesNotThrowAnyException();
    assertThatCode(() -> withProperty("--kafka.partitioner.class=where.it.Runs"))
        .doesNotThrowAnyException();
    assertThatCode(() -> withProperty("--kafka.linger.ms= 5 ")).doesNotThrowAnyException();
  }

  private static JobConfig withProperty(String property) {
    return config("--source=kafka", "--kafka-servers=h:1", "--kafka-topic=t", property);
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

  @ParameterizedTest
  @ValueSource(strings = {"alerts-topic", "dead-letters-topic", "late-topic"})
  void aJobNeverReadsWhatItWrites(String key) {
    List<String> given =
        new ArrayList<>(
            List.of("--source=kafka", "--kafka-servers=h:1", "--" + key + "=trail-own"));
    if (key.equals("alerts-topic")) {
      given.add("--sink=kafka");
    }
    assertThatThrownBy(() -> config(with(given, "--kafka-topic-pattern=trail-.*")))
        .hasMessage(
            "kafka-topic-pattern (given as --kafka-topic-pattern): 'trail-.*' takes in the topic"
                + " 'trail-own' of "
                + key
                + ", and the job would read what it writes. Right would be: a pattern or a name"
                + " that keeps them apart.");
    assertThatThrownBy(() -> config(with(given, "--kafka-topic=trail-own")))
        .hasMessageContaining("kafka-topic and " + key + " name the same topic, 'trail-own'");
    assertThat(config(with(given, "--kafka-topic-pattern=trail")).kafka().pattern())
        .contains("trail");
  }

  private static String[] with(List<String> given, String more) {
    return Stream.concat(given.stream(), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void whatHasNoEffectOrContradictsIsRefused() {
    assertThatThrownBy(() -> config("--input=a", "--kafka-topic=t"))
        .hasMessage(
            "kafka-topic (given as --kafka-topic) has no effect here. Right would be: --source kafka with it, or to leave it out.");
    assertThatThrownBy(() -> config("--input=a", "--kafka-servers=h:1"))
        .hasMessageContaining("kafka-servers (given as --kafka-servers) has no effect here");
    assertThatThrownBy(() -> config("--input=a", "--kafka-delivery=exactly-once"))
        .hasMessageContaining("--sink kafka with it");
    assertThatThrownBy(
            () ->
                config(
                    "--input=a", "--kafka-servers=h:1", "--dead-letters-topic=t", "--late-topic=t"))
        .hasMessageContaining("dead-letters-topic and late-topic name the same topic, 't'");
    assertThatThrownBy(
            () -> config("--input=a", "--kafka-servers=h:1", "--late-topic=t", "--late=f"))
        .hasMessageContaining("are two places for the same");
  }

  @Test
  void deadLettersMayGoToKafkaWhateverTheSink() {
    JobConfig config =
        config("--input=a", "--alerts=f", "--kafka-servers=h:1", "--dead-letters-topic=dead");

    assertThat(config.sinks()).containsExactly("files");
    assertThat(config.kafka().deadLettersTopic()).contains("dead");
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
