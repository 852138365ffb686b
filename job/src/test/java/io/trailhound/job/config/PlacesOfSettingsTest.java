package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same keys in environment variables and in Managed Flink's property groups. */
class PlacesOfSettingsTest {
  @TempDir Path folder;

  @Test
  void environmentVariablesGiveKeysAndCommasPartSeveralValues() {
    Settings settings =
        EnvironmentVariables.read(
            Map.of("TRAILHOUND_INPUT", "a, b*.gz", "TRAILHOUND_MAX_FUTURE", "20m", "PATH", "/bin"));

    JobConfig config = JobConfig.of(settings);
    assertThat(config.files().input()).containsExactly("a", "b*.gz");
    assertThat(config.maxFuture()).isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void anArgumentWinsOverTheEnvironment() {
    Settings settings = Arguments.parse("--lateness=1m");
    settings.addMissingFrom(
        EnvironmentVariables.read(
            Map.of("TRAILHOUND_INPUT", "a", "TRAILHOUND_LATENESS", "2m", "TRAILHOUND_LOG", "x")));

    assertThat(JobConfig.of(settings).lateness()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aWrongValueNamesItsVariable() {
    Settings settings =
        EnvironmentVariables.read(Map.of("TRAILHOUND_INPUT", "a", "TRAILHOUND_LATENESS", "15x"));

    assertThatThrownBy(() -> JobConfig.of(settings))
        .hasMessageContaining("(given as environment variable TRAILHOUND_LATENESS)");
  }

  @Test
  void aMisspeltVariableIsRefusedAndWhatKubernetesSetsIsNot() {
    assertThatThrownBy(() -> EnvironmentVariables.read(Map.of("TRAILHOUND_LATENES", "1m")))
        .hasMessage(
            "the environment variable TRAILHOUND_LATENES is no key of Trailhound. Did you mean TRAILHOUND_LATENESS?");
    for (String service : List.of("", "_KAFKA", "_ELASTICSEARCH", "_WEBHOOK", "_ALERTS")) {
      Map<String, String> links =
          Map.of(
              "TRAILHOUND" + service + "_PORT", "tcp://10.0.0.1:8081",
              "TRAILHOUND" + service + "_SERVICE_HOST", "10.0.0.1",
              "TRAILHOUND" + service + "_SERVICE_PORT", "8081",
              "TRAILHOUND" + service + "_SERVICE_PORT_REST", "8081",
              "TRAILHOUND" + service + "_PORT_8081_TCP_ADDR", "10.0.0.1");
      assertThat(EnvironmentVariables.read(links).has(FilesKeys.INPUT)).isFalse();
    }
    assertThatThrownBy(() -> EnvironmentVariables.read(Map.of("TRAILHOUND_WEBHOOK_ULR", "x")))
        .hasMessageContaining("Did you mean TRAILHOUND_WEBHOOK_URL?");
  }

  @Test
  void propertyGroupsOfManagedFlinkGiveTheSameKeys() throws IOException {
    String file =
        file(
            """
            [{"PropertyGroupId": "other", "PropertyMap": {"a": "b"}},
             {"PropertyGroupId": "trailhound", "PropertyMap": {
               "source": "kafka", "kafka-servers": "h:1", "kafka-topic": "a,b",
               "kafka.security.protocol": "SASL_SSL", "lateness": "20m"}}]
            """);

    JobConfig config = JobConfig.of(Arguments.parse("--config", file, "--emit", "final"));

    assertThat(config.kafka().topics()).containsExactly("a", "b");
    assertThat(config.kafka().client()).containsEntry("security.protocol", "SASL_SSL");
    assertThat(config.lateness()).isEqualTo(Duration.ofMinutes(20));
    assertThat(config.finalsOnly()).isTrue();
  }

  @Test
  void propertyGroupsThatAreNotRightAreRefused() throws IOException {
    String unknown =
        file("[{\"PropertyGroupId\": \"trailhound\", \"PropertyMap\": {\"latenes\": \"1m\"}}]");
    assertThatThrownBy(() -> Arguments.parse("--config", unknown))
        .hasMessage(
            "there is no key 'latenes' (given as "
                + unknown
                + ", group trailhound). Did you mean 'lateness'?");

    String otherGroup = file("[{\"PropertyGroupId\": \"hound\", \"PropertyMap\": {}}]");
    assertThatThrownBy(() -> Arguments.parse("--config", otherGroup))
        .hasMessageContaining("there is no group 'trailhound', only [hound]");

    String noJson = file("lateness = 1m");
    assertThatThrownBy(() -> Arguments.parse("--config", noJson))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cannot be read as property groups");
    assertThatThrownBy(() -> Arguments.parse("--config", "absent.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("absent.json");
  }

  @Test
  void aBareSecretIsRefusedAsAnArgumentAndNeverRepeated() throws IOException {
    assertThatThrownBy(() -> Arguments.parse("--kafka.ssl.key.password=hush"))
        .hasMessage(
            "kafka.ssl.key.password: its value is a secret, and arguments can be read by others (given as --kafka.ssl.key.password)."
                + " Right would be: where it is, --kafka.ssl.key.password=PLACE with env:NAME, file:/path, secretsmanager:NAME#KEY or ssm:NAME.");
    assertThatThrownBy(
            () -> Arguments.parse("--kafka.sasl.jaas.config=x required password=\"hush\";"))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("hush");

    Arguments.parse(
        "--kafka.sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;");
    Path file = folder.resolve("mine.properties");
    Files.writeString(file, "kafka.ssl.key.password = hush");
    Arguments.parse("--config", file.toString());
  }

  private String file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "app", ".json"), text).toString();
  }
}
