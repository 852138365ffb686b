package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisConfigTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void aNameIsReadFromTheOldestRecordOnWithoutAnotherWord() {
    KinesisConfig config = kinesis("--kinesis-stream=trail").kinesis();

    assertThat(config.used()).isTrue();
    assertThat(config.name()).isEqualTo("trail");
    assertThat(config.arn()).isEmpty();
    assertThat(config.region()).isEmpty();
    assertThat(config.fromEarliest()).isTrue();
    assertThat(config.idleness()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.endpoint()).isNull();
  }

  @Test
  void anArnSaysRegionAndName() {
    String arn = "arn:aws-us-gov:kinesis:us-gov-west-1:111122223333:stream/trail";
    KinesisConfig config = kinesis("--kinesis-stream", arn).kinesis();

    assertThat(config.arn()).contains(arn);
    assertThat(config.region()).contains("us-gov-west-1");
    assertThat(config.name()).isEqualTo("trail");
  }

  @Test
  void itBeginsNowOrAtATime() {
    KinesisConfig latest = kinesis("--kinesis-stream=t", "--kinesis-start=latest").kinesis();
    assertThat(latest.fromEarliest()).isFalse();
    assertThat(latest.startTime(NOW)).isEqualTo(NOW);
    assertThat(latest.begin()).isEmpty();

    KinesisConfig time =
        kinesis("--kinesis-stream=t", "--kinesis-start=2026-11-29T00:00:00Z").kinesis();
    assertThat(time.startTime(NOW)).isEqualTo("2026-11-29T00:00:00Z");
    assertThat(time.begin()).contains(Instant.parse("2026-11-29T00:00:00Z"));

    assertThatThrownBy(() -> kinesis("--kinesis-stream=t", "--kinesis-start=committed"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "kinesis-start: 'committed' is neither a word nor a time (given as --kinesis-start). Right would be: earliest, latest or a time such as 2026-01-31T12:00:00Z.");
  }

  @Test
  void shardsWaitForAnArchiveAndForEachOtherWhereThatIsSaid() {
    assertThat(kinesis("--kinesis-stream=t").kinesis().aligned()).isEmpty();
    assertThat(kinesis("--kinesis-stream=t", "--kinesis-alignment=2h").kinesis().aligned())
        .contains(Duration.ofHours(2));

    JobConfig warm = kinesis("--kinesis-stream=t", "--warm-from=logs", "--from=2026-11-20");
    assertThat(warm.warm().archive().orElseThrow().input()).containsExactly("logs");
    assertThat(warm.kinesis().aligned()).contains(Duration.ofHours(1));
  }

  @Test
  void anotherAddressMayBeGiven() {
    assertThat(
            kinesis("--kinesis-stream=t", "--kinesis-endpoint=http://127.0.0.1:4568")
                .kinesis()
                .endpoint())
        .isEqualTo(URI.create("http://127.0.0.1:4568"));
    assertThatThrownBy(() -> kinesis("--kinesis-stream=t", "--kinesis-endpoint=127.0.0.1"))
        .hasMessageStartingWith("kinesis-endpoint: '127.0.0.1' is no URL");
  }

  @Test
  void theStreamIsNeeded() {
    assertThatThrownBy(KinesisConfigTest::kinesis)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "source: 'kinesis' needs its stream. Right would be: --kinesis-stream NAME or ARN.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "my trail",
        "arn:aws:firehose:eu-west-1:111122223333:stream/trail",
        "arn:aws:kinesis:eu-west-1:111122223333:stream/trail/consumer/c:1",
        "arn:aws:kinesis::111122223333:stream/trail"
      })
  void whatIsNoStreamIsRefused(String stream) {
    assertThatThrownBy(() -> kinesis("--kinesis-stream=" + stream))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("kinesis-stream: '" + stream + "' is no stream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--kinesis-stream=t",
        "--kinesis-start=latest",
        "--kinesis-idleness=5m",
        "--kinesis-alignment=1h",
        "--kinesis-endpoint=http://127.0.0.1:1"
      })
  void itsKeysHaveNoEffectWithAnotherSource(String argument) {
    String key = argument.replaceFirst("--(.*)=.*", "$1");
    assertThatThrownBy(() -> config("--input=logs", argument))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "%s (given as --%s) has no effect here. Right would be: --source kinesis with it, or to leave it out.",
            key, key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--input=logs",
        "--watch=1m",
        "--sqs-queue=https://sqs.eu-west-1.amazonaws.com/111122223333/q",
        "--accounts=111122223333"
      })
  void keysOfTheFilesSourceAreRefused(String argument) {
    assertThatThrownBy(() -> kinesis("--kinesis-stream=t", argument))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is for the files source, but source is 'kinesis'");
  }

  @Test
  void keysOfOtherSourcesAreRefused() {
    assertThatThrownBy(() -> kinesis("--kinesis-stream=t", "--kafka-topic=t"))
        .hasMessageContaining("kafka-topic (given as --kafka-topic) has no effect here");
    assertThatThrownBy(() -> kinesis("--kinesis-stream=t", "--replay=x"))
        .hasMessageContaining("reads an archive, but source is 'kinesis'");
  }

  private static JobConfig kinesis(String... more) {
    return config(
        Stream.concat(Stream.of("--source=kinesis"), Stream.of(more)).toArray(String[]::new));
  }

  private static JobConfig config(String... arguments) {
    return JobConfig.of(Arguments.parse(arguments));
  }
}
