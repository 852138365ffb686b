package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElasticsearchConfigTest {
  @TempDir Path folder;

  private static ElasticsearchConfig config(String... more) {
    return at("http://h:1", more);
  }

  private static ElasticsearchConfig at(String url, String... more) {
    Stream<String> fixed =
        Stream.of("--input=a", "--sink=elasticsearch", "--elasticsearch-url=" + url);
    String[] arguments = Stream.concat(fixed, Stream.of(more)).toArray(String[]::new);
    return JobConfig.of(Arguments.parse(arguments)).elasticsearch();
  }

  private String secret(String text) throws IOException {
    return "file:" + Files.writeString(folder.resolve("secret"), text + "\n");
  }

  @Test
  void logsInWithAnApiKeyOrAUser() throws IOException {
    String hush = secret("hush");

    assertThat(config("--elasticsearch-api-key=" + hush).authorization()).isEqualTo("ApiKey hush");
    assertThat(
            config("--elasticsearch-user=me", "--elasticsearch-password=" + hush).authorization())
        .isEqualTo("Basic bWU6aHVzaA==");
    assertThat(config().authorization()).isNull();
  }

  @Test
  void noSecretIsShown() throws IOException {
    ElasticsearchConfig config = config("--elasticsearch-api-key=" + secret("hush"));

    assertThat(config.toString()).doesNotContain("hush");
  }

  @Test
  void aSecretInAnArgumentIsRefused() {
    assertThatThrownBy(() -> config("--elasticsearch-api-key=hush"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("elasticsearch-api-key: its value is a secret")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> config("--elasticsearch-url=https://me:hush@h:1"))
        .hasMessageEndingWith(
            "Right would be: http://HOST:PORT or https://HOST:PORT, without user.");
  }

  @Test
  void whatContradictsIsRefused() throws IOException {
    String hush = secret("hush");

    assertThatThrownBy(() -> config("--elasticsearch-user=me"))
        .hasMessageStartingWith("elasticsearch-user and elasticsearch-password belong together.");
    assertThatThrownBy(
            () ->
                config(
                    "--elasticsearch-user=me",
                    "--elasticsearch-password=" + hush,
                    "--elasticsearch-api-key=" + hush))
        .hasMessageContaining("are two ways to log in");
    assertThatThrownBy(() -> config("--elasticsearch-auth=aws", "--elasticsearch-api-key=" + hush))
        .hasMessageStartingWith(
            "elasticsearch-api-key and elasticsearch-auth are two ways to log in.");
    assertThatThrownBy(() -> config("--elasticsearch-region=eu-west-1"))
        .hasMessageContaining("--elasticsearch-auth aws with it");
    assertThatThrownBy(() -> config("--elasticsearch-url", "http://h:1", "http://h:2/path"))
        .hasMessageContaining("the servers have different paths");
  }

  @ParameterizedTest
  @CsvSource({
    "https://search-mine-abc.eu-west-1.es.amazonaws.com, es, eu-west-1",
    "https://vpc-mine-abc.us-gov-west-1.es.amazonaws.com:443, es, us-gov-west-1",
    "https://search-mine-abc.cn-north-1.es.amazonaws.com.cn, es, cn-north-1",
    "https://search-mine-abc.aos.eu-central-1.on.aws, es, eu-central-1",
    "https://abc.ap-southeast-2.aoss.amazonaws.com, aoss, ap-southeast-2"
  })
  void aDomainsNameSaysWhatToSignFor(String url, String service, String region) {
    assertThat(signing(url)).isEqualTo(new AwsSigning(service, region));
    assertThat(signing(url, "--elasticsearch-region=sa-east-1"))
        .isEqualTo(new AwsSigning(service, "sa-east-1"));
  }

  @Test
  void aNameOfOnesOwnNeedsTheRegion() {
    assertThat(signing("https://alerts.example.com", "--elasticsearch-region=eu-west-2"))
        .isEqualTo(new AwsSigning("es", "eu-west-2"));
  }

  private static AwsSigning signing(String url, String... region) {
    List<String> more = new ArrayList<>(List.of(region));
    more.add("--elasticsearch-auth=aws");
    return at(url, more.toArray(String[]::new)).signing();
  }

  @Test
  void itsKeysNeedItsSink() {
    assertThatThrownBy(
            () ->
                JobConfig.of(
                    Arguments.parse(new String[] {"--input=a", "--elasticsearch-index=x"})))
        .hasMessage(
            "elasticsearch-index (given as --elasticsearch-index) has no effect here. Right would be: --sink elasticsearch with it, or to leave it out.");
    assertThatThrownBy(
            () -> JobConfig.of(Arguments.parse(new String[] {"--input=a", "--sink=elasticsearch"})))
        .hasMessage(
            "sink: 'elasticsearch' needs a server. Right would be: --elasticsearch-url URL...");
  }

  @Test
  void anIndexHasTheNameThatTheServerAllows() {
    assertThat(config("--elasticsearch-index=alerts.team-1_b").index())
        .isEqualTo("alerts.team-1_b");
    for (String wrong : new String[] {"Alerts", "a b", "a*", "_a", ".", "a/b"}) {
      assertThatThrownBy(() -> config("--elasticsearch-index=" + wrong))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("is no index name");
    }
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");

    assertThatThrownBy(() -> config("--elasticsearch-ca=" + file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("elasticsearch-ca: '%s' (given as --elasticsearch-ca)", file)
        .hasMessageContaining("holds no certificate");
  }
}
