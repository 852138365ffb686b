package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.InForce.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InForceTest {
  private static final String SECRET = "correct-horse";

  @TempDir private Path folder;

  @Test
  void eachValueHasThePlaceItComesFrom() throws IOException {
    Path file = Files.writeString(folder.resolve("my.properties"), "# mine\nlateness = 20m\n");
    Settings given =
        Arguments.parse("--input", "a", "b", "--config=" + file, "--emit=final", "--asn-db=none");
    given.addMissingFrom(EnvironmentVariables.read(Map.of("TRAILHOUND_MAX_FUTURE", "1h")));

    assertThat(rows(given))
        .contains(
            new Row("source", "default", "files"),
            new Row("sink", "default", "console"),
            new Row("input", "command line", "a, b"),
            new Row("emit", "command line", "final"),
            new Row("lateness", file + ":2", "20m"),
            new Row("max-future", "environment variable TRAILHOUND_MAX_FUTURE", "1h"),
            new Row("rules", "default", "the rules that ship"));
  }

  @Test
  void keysThatSayNothingHereAreLeftOut() {
    assertThat(rows(Arguments.parse("--input=a")))
        .extracting(Row::key)
        .contains("watch", "regions", "alerts-since")
        .noneMatch(key -> key.matches("(kafka|elasticsearch).*|.*-topic|warm-from"));
    assertThat(
            rows(
                Arguments.parse(
                    "--source=kafka", "--kafka-servers=h:1", "--kafka-topic=t", "--sink=console")))
        .extracting(Row::key)
        .contains("kafka-group", "warm-from", "late-topic")
        .doesNotContain("input", "regions");
  }

  @Test
  void secretsAreHiddenAndTheirPlacesShown() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET);
    Path file = folder.resolve("my.properties");
    Files.write(
        file,
        List.of(
            "source = kafka",
            "kafka-servers = h:1",
            "kafka-topic = t",
            "kafka.ssl.truststore.password = " + SECRET,
            "kafka.ssl.key.password = file:" + secret,
            "kafka.sasl.jaas.config = x.Module required key=\"" + SECRET + "\";",
            "kafka.made.up.token = " + SECRET,
            "sink = elasticsearch",
            "elasticsearch-url = http://h:2",
            "elasticsearch-api-key = " + SECRET));
    List<Row> rows = rows(Arguments.parse("--config=" + file));

    assertThat(rows)
        .contains(
            new Row("elasticsearch-api-key", file + ":10", "(hidden)"),
            new Row("kafka.ssl.truststore.password", file + ":4", "(hidden)"),
            new Row("kafka.ssl.key.password", file + ":5", "file:" + secret))
        .noneMatch(row -> row.value().contains(SECRET));
    assertThat(InForce.ofCommandLine(Map.of("-D s3.secret-key", SECRET, "-D s3.endpoint", "x")))
        .containsExactlyInAnyOrder(
            new Row("-D s3.secret-key", "command line", "(hidden)"),
            new Row("-D s3.endpoint", "command line", "x"));
  }

  private static List<Row> rows(Settings given) {
    return InForce.of(given, JobConfig.of(given));
  }
}
