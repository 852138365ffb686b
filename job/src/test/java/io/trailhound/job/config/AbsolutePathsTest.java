package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AbsolutePathsTest {
  private static final Path FOLDER = Path.of("/here");

  @Test
  void relativePathsBeginAtTheFolder() {
    Settings settings =
        Arguments.parse(
            "--input",
            "logs/*.gz",
            "../b",
            "--asn-db",
            "x.mmdb",
            "--alerts",
            "out/",
            "--incidents",
            "incidents.ndjson",
            "--accounts-file",
            "a.csv",
            "--network-db",
            "y.mmdb",
            "--network-list",
            "lists/",
            "/tor.txt");
    AbsolutePaths.in(settings, FOLDER);

    JobConfig config = JobConfig.of(settings);
    assertThat(config.files().input()).containsExactly("/here/logs/*.gz", "/b");
    assertThat(config.asnDb()).contains("/here/x.mmdb");
    assertThat(config.alerts()).isEqualTo("/here/out/");
    assertThat(config.incidents().file()).contains("/here/incidents.ndjson");
    assertThat(config.lookupFiles().accounts()).containsExactly("/here/a.csv");
    assertThat(config.lookupFiles().networkDatabases()).containsExactly("/here/y.mmdb");
    assertThat(config.lookupFiles().networkLists()).containsExactly("/here/lists/", "/tor.txt");
  }

  @Test
  void whatIsNoRelativePathStays() {
    Settings settings =
        Arguments.parse("--input", "/logs", "s3p://bucket/logs", "--asn-db", "none");
    AbsolutePaths.in(settings, FOLDER);

    JobConfig config = JobConfig.of(settings);
    assertThat(config.files().input()).containsExactly("/logs", "s3p://bucket/logs");
    assertThat(config.asnDb()).contains("none");
    assertThat(config.alerts()).isEqualTo("-");
  }
}
