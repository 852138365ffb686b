package io.trailhound.deploy.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.LookupConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application's property groups, read by the job's own configuration. */
class PropertyGroupsTest {
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/trail";

  @TempDir Path folder;

  @Test
  void areReadAsTheConfigurationThatTheyShallBe() throws IOException {
    JobConfig config = read(groups(Map.of("Lateness", "20m")));
    assertThat(config.files().queue()).isEqualTo(QUEUE);
    assertThat(config.asnFile()).contains("s3a://work/code/GeoLite2-ASN.mmdb");
    assertThat(config.sinks()).containsExactly("files");
    assertThat(config.alerts()).isEqualTo("s3a://work/alerts/");
    assertThat(config.deadLetters()).contains("s3a://work/dead-letters/");
    assertThat(config.late()).contains("s3a://work/late/");
    assertThat(config.lateness()).isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void aStreamIsReadInPlaceOfTheQueue() throws IOException {
    String arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/trail";
    JobConfig config = read(groups(Map.of("StreamArn", arn)));
    assertThat(config.source()).isEqualTo("kinesis");
    assertThat(config.kinesis().arn()).contains(arn);
    JobConfig warm = read(groups(Map.of("StreamArn", arn, "WarmFrom", "2026-11-20")));
    assertThat(warm.warm().archive().orElseThrow().input())
        .containsExactly("s3a://trail-bucket/AWSLogs/");
  }

  @Test
  void aTopicOfMskIsReadWithTheRole() throws IOException {
    String servers =
        "b-1.mine.kafka.eu-west-1.amazonaws.com:9098,b-2.mine.kafka.eu-west-1.amazonaws.com:9098";
    JobConfig config = read(groups(Map.of("KafkaServers", servers)));
    assertThat(config.fromKafka()).isTrue();
    assertThat(config.kafka().topics()).containsExactly("cloudtrail");
    assertThat(config.kafka().properties())
        .containsEntry("bootstrap.servers", servers)
        .containsEntry("sasl.mechanism", "AWS_MSK_IAM");
    assertThat(config.kafka().group()).as("that of the permissions").isEqualTo("trailhound");
    JobConfig warm = read(groups(Map.of("KafkaServers", servers, "WarmFrom", "2026-11-20")));
    assertThat(warm.warm().archive().orElseThrow().input())
        .containsExactly("s3a://trail-bucket/AWSLogs/");
  }

  @Test
  void metricsAreForCloudWatchAndSilenceIsTold() throws IOException {
    assertThat(read(groups(Map.of())).cloudWatch()).isTrue();
    assertThat(read(groups(Map.of())).silenceAfter()).contains(Duration.ofHours(2));
    assertThat(read(groups(Map.of("SilenceAfter", ""))).silenceAfter()).isEmpty();
  }

  @Test
  void aWarmStartLooksAtTheBucketAndAsksNoQueue() throws IOException {
    JobConfig config =
        read(groups(Map.of("WarmFrom", "2026-11-20", "AlertsSince", "2026-11-28T12:00:00Z")));
    assertThat(config.files().queue()).isNull();
    assertThat(config.files().input()).containsExactly("s3a://trail-bucket/AWSLogs/");
    assertThat(config.files().watch()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.warm().alertsSince()).contains(Instant.parse("2026-11-28T12:00:00Z"));
  }

  @Test
  void accountsAndNetworksAreLookedUpWhereFilesAreNamed() throws IOException {
    Map<String, Object> keys =
        Map.of(
            "AccountsKey", "code/accounts.csv",
            "NetworkDbKey", "code/GeoLite2-City.mmdb",
            "NetworkListKey", "code/networks");
    assertThat(read(groups(keys)).lookups())
        .isEqualTo(
            new LookupConfig(
                List.of("s3a://work/code/accounts.csv"),
                List.of("s3a://work/code/GeoLite2-City.mmdb"),
                List.of("s3a://work/code/networks")));
    assertThat(read(groups(Map.of())).lookups())
        .isEqualTo(new LookupConfig(List.of(), List.of(), List.of()));
  }

  @Test
  void alertsGoToOpenSearchWhereOneIsNamed() throws IOException {
    String url = "https://search-alerts-abc.eu-west-1.es.amazonaws.com";
    JobConfig config = read(groups(Map.of("OpenSearchUrl", url)));
    assertThat(config.sinks()).containsExactly("elasticsearch");
    assertThat(config.elasticsearch().urls()).containsExactly(url);
    assertThat(config.deadLetters()).contains("s3a://work/dead-letters/");
  }

  @Test
  void aMisspeltKeyIsCaught() throws IOException {
    String groups = groups(Map.of()).replace("dead-letters\"", "deadletters\"");
    assertThatThrownBy(() -> read(groups))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("there is no key 'deadletters'")
        .hasMessageContaining("Did you mean 'dead-letters'?");
  }

  /** In the form of the file that Managed Flink puts beside the job. */
  private static String groups(Map<String, Object> parameters) throws IOException {
    return new ObjectMapper().writeValueAsString(PropertyGroups.of(parameters, QUEUE, "work"));
  }

  private JobConfig read(String groups) throws IOException {
    Path file = Files.writeString(folder.resolve("application_properties.json"), groups);
    return JobConfig.of(Arguments.parse(new String[] {"--config", file.toString()}));
  }

  @Test
  void thereIsOneGroup() throws IOException {
    List<?> groups = PropertyGroups.of(Map.of(), QUEUE, "work");
    assertThat(groups)
        .singleElement()
        .extracting(it -> ((Map<?, ?>) it).get("PropertyGroupId"))
        .isEqualTo("trailhound");
  }
}
