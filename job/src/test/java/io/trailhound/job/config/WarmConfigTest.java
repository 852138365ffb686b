package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarmConfigTest {
  @Test
  void anArchiveIsReadBesideKafkaWhichWaitsForIt() {
    JobConfig config = kafka("--warm-from", "logs/", "more");

    assertThat(config.warm().archive().orElseThrow().input()).containsExactly("logs/", "more");
    assertThat(config.warm().archive().orElseThrow().watches()).isFalse();
    assertThat(config.kafka().alignment()).contains(Duration.ofHours(1));
  }

  @Test
  void anAlignmentThatIsGivenCounts() {
    assertThat(kafka("--warm-from=logs", "--kafka-alignment=5m").kafka().alignment())
        .contains(Duration.ofMinutes(5));
  }

  @Test
  void withoutAnArchiveKafkaIsAsEver() {
    assertThat(kafka().warm().archive()).isEmpty();
    assertThat(kafka().kafka().alignment()).isEmpty();
  }

  @Test
  void theSelectionAppliesToTheArchive() {
    FilesConfig archive =
        kafka("--warm-from=logs", "--accounts=111122223333", "--from=2026-09-01")
            .warm()
            .archive()
            .orElseThrow();

    assertThat(archive.selection().accounts()).isEqualTo(Set.of("111122223333"));
    assertThat(archive.selection().from()).isEqualTo("2026-09-01T00:00:00Z");
  }

  @Test
  void aSelectionOrAWatchWithoutFilesIsRefused() {
    assertThatThrownBy(() -> kafka("--accounts=111122223333"))
        .hasMessageStartingWith("accounts (given as --accounts) is for the files source");
    assertThatThrownBy(() -> kafka("--warm-from=logs", "--watch=1m"))
        .hasMessageStartingWith("watch (given as --watch) is for the files source");
  }

  @Test
  void anArchiveForTheFilesSourceIsRefused() {
    assertThatThrownBy(() -> config("--input=logs", "--warm-from=more"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "warm-from (given as --warm-from) is for the sources kafka and kinesis, but source is 'files'. Right would be: --source with one of them, or the files as --input.");
  }

  @Test
  void alertsSinceGoesWithAnySource() {
    Instant noon = Instant.parse("2026-09-13T12:00:00Z");

    assertThat(config("--input=logs", "--alerts-since=2026-09-13T12:00:00Z").warm().alertsSince())
        .contains(noon);
    assertThat(kafka("--alerts-since=2026-09-13T12:00Z").warm().alertsSince()).contains(noon);
  }

  @Test
  void anArchivesPathIsMadeAbsoluteForACluster() {
    Settings settings = Arguments.parse(new String[] {"--source=kafka", "--warm-from=logs/"});
    AbsolutePaths.in(settings, Path.of("/home/me"));

    assertThat(settings.all(WarmKeys.WARM_FROM)).containsExactly("/home/me/logs/");
  }

  private static JobConfig kafka(String... more) {
    Stream<String> fixed =
        Stream.of("--source=kafka", "--kafka-servers=h:1", "--kafka-topic=trail");
    return config(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
  }

  private static JobConfig config(String... args) {
    return JobConfig.of(Arguments.parse(args));
  }
}
