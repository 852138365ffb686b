package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.KafkaBroker;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The look at a real broker before the start. */
@ExtendWith(WithServers.class)
class KafkaCheckIT {
  private static KafkaBroker broker;
  private static KafkaTopics topics;

  @BeforeAll
  static void start(Servers servers) {
    broker = servers.kafka();
    topics = servers.topics();
  }

  @Test
  void whatIsNotThereIsNamedBeforeTheStart() throws Exception {
    topics.input("there");

    assertThatThrownBy(() -> check(broker.servers(), "--kafka-topic=there", "--alerts-topic=not"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "alerts-topic: there is no topic 'not' at '%s'. Right would be: to create it first, or another name.",
            broker.servers());
    assertThatThrownBy(
            () -> check(broker.servers(), "--kafka-topic=nowhere", "--alerts-topic=there"))
        .hasMessageStartingWith("kafka-topic: there is no topic 'nowhere'");
    topics.output("small");
    topics.limit("small", 200_000);
    assertThatThrownBy(() -> check(broker.servers(), "--kafka-topic=there", "--alerts-topic=small"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "alerts-topic: 'small' takes messages of up to 200000 bytes, and an alert may have 266240. Right would be: max.message.bytes=266240 for the topic, or more.");
    topics.limit("small", 400_000);
    topics.output("large");
    assertThatThrownBy(
            () ->
                check(
                    broker.servers(),
                    "--kafka-topic=there",
                    "--alerts-topic=large",
                    "--late-topic=small",
                    "--kafka.batch.size=500000"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "late-topic: 'small' takes messages of up to 400000 bytes, and a batch of letters may have 500000. Right would be: max.message.bytes=500000 for the topic, or more.");
    assertThatThrownBy(
            () ->
                check(
                    "127.0.0.1:1",
                    "--kafka-topic=there",
                    "--alerts-topic=not",
                    "--kafka.default.api.timeout.ms=2000",
                    "--kafka.request.timeout.ms=1000"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("kafka-servers: no broker at '127.0.0.1:1' lets us in: ");
  }

  @Test
  void whatKeepsUsFromLoggingInIsTold() {
    assertThatThrownBy(
            () ->
                check(
                    broker.servers(),
                    "--kafka-topic=there",
                    "--alerts-topic=alerts",
                    "--kafka.security.protocol=SSL",
                    "--kafka.ssl.truststore.location=/nowhere/trust.jks"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Failed to load SSL keystore /nowhere/trust.jks");
    assertThatThrownBy(
            () ->
                check(
                    broker.servers(),
                    "--kafka-topic=there",
                    "--alerts-topic=alerts",
                    "--kafka.security.protocol=SASL_PLAINTEXT",
                    "--kafka.sasl.mechanism=PLAIN"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Could not find a 'KafkaClient' entry in the JAAS configuration");
  }

  private static void check(String servers, String... more) {
    Stream<String> fixed =
        Stream.of("--source=kafka", "--sink=kafka", "--kafka-servers=" + servers);
    String[] arguments = Stream.concat(fixed, Stream.of(more)).toArray(String[]::new);
    KafkaCheck.require(JobConfig.of(Arguments.parse(arguments)).kafka(), true);
  }
}
