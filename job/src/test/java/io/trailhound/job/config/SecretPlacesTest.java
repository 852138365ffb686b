package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.aws.SecretsServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets that lie in AWS, for every key that takes one. */
class SecretPlacesTest {
  private static final String ES = "trailhound/es";

  private SecretsServer server;

  @BeforeEach
  void start() throws IOException {
    server = new SecretsServer();
    server.secret(ES, "{\"username\": \"me\", \"password\": \"hush\"}");
    server.parameter("/trailhound/jaas", "x required password=\"hush\";");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Settings settings() {
    return Arguments.parse(
        "--source=kafka",
        "--kafka-servers=h:1",
        "--kafka-topic=trail",
        "--kafka.sasl.jaas.config=ssm:/trailhound/jaas",
        "--sink=elasticsearch",
        "--elasticsearch-url=http://h:1",
        "--elasticsearch-user=secretsmanager:" + ES + "#username",
        "--elasticsearch-password=secretsmanager:" + ES + "#password");
  }

  @Test
  void theyCountAsIfTheyHadBeenGiven() {
    JobConfig config = JobConfig.of(settings());

    assertThat(config.elasticsearch().authorization()).isEqualTo("Basic bWU6aHVzaA==");
    assertThat(config.kafka().client())
        .containsEntry("sasl.jaas.config", "x required password=\"hush\";");
  }

  @Test
  void theirPlacesAreShownAndNotTheyThemselves() {
    Settings given = settings();
    JobConfig config = JobConfig.of(given);

    assertThat(InForce.of(given, config))
        .contains(
            new InForce.Row(
                "elasticsearch-password", "command line", "secretsmanager:" + ES + "#password"),
            new InForce.Row("kafka.sasl.jaas.config", "command line", "ssm:/trailhound/jaas"));
    assertThat(InForce.of(given, config).toString() + config).doesNotContain("hush");
  }

  @Test
  void oneThatIsNotThereIsOneMessageWithItsKey() {
    assertThatThrownBy(
            () ->
                JobConfig.of(
                    Arguments.parse(
                        "--input=a",
                        "--sink=elasticsearch",
                        "--elasticsearch-url=http://h:1",
                        "--elasticsearch-api-key=secretsmanager:absent")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "elasticsearch-api-key: there is no secret 'absent' in eu-west-1 (given as"
                + " --elasticsearch-api-key). Right would be: to create it there, or the ARN of one"
                + " in another region.");
  }
}
