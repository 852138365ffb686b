package io.trailhound.job.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.aws.SdkSettings;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.job.config.JobConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests to Amazon OpenSearch Service, verified as it does by a server of this test. */
class AwsSignatureTest {
  private static final List<IndexedDocument> DOCUMENTS =
      List.of(
          new IndexedDocument("logs-trailhound", "a", 1, "{\"user\":\"José 🐕\"}".getBytes(UTF_8)),
          new IndexedDocument("logs-trailhound", "b+c d", 2, "{\"n\":1}".getBytes(UTF_8)));

  private final SdkSettings settings = new SdkSettings();

  @AfterEach
  void leave() {
    settings.close();
  }

  private static ElasticsearchConfig config(String url, String... more) {
    List<String> all = new ArrayList<>(List.of("--input=a", "--sink=elasticsearch"));
    all.add("--elasticsearch-url=" + url);
    all.add("--elasticsearch-auth=aws");
    all.addAll(List.of(more));
    return JobConfig.of(Arguments.parse(all.toArray(String[]::new))).elasticsearch();
  }

  @Test
  void eachRequestIsSignedWithItsBody() throws Exception {
    try (SigningServer domain = new SigningServer(SdkSettings.SECRET_KEY);
        Server server = new Server(config(domain.url()))) {
      Answer answer = server.index(DOCUMENTS);

      assertThat(answer.trouble()).isNull();
      assertThat(domain.bodies())
          .hasSize(2)
          .last()
          .isEqualTo(new String(Bulk.body(DOCUMENTS), UTF_8));
      assertThat(domain.scopes()).containsOnly("eu-west-1/es/aws4_request");
    }
  }

  @Test
  void theTokenOfARoleIsSignedToo() throws Exception {
    settings.set("aws.sessionToken", "token");
    try (SigningServer domain = new SigningServer(SdkSettings.SECRET_KEY)) {
      ElasticsearchCheck.require(config(domain.url(), "--elasticsearch-region=cn-north-1"), true);

      assertThat(domain.scopes()).containsOnly("cn-north-1/es/aws4_request");
      assertThat(domain.signedHeaders()).allMatch(names -> names.contains("x-amz-security-token"));
    }
  }

  @Test
  void aDomainThatRefusesIsToldInItsWordsBeforeTheStart() throws Exception {
    try (SigningServer domain = new SigningServer("another")) {
      for (String template : List.of("install", "none")) {
        ElasticsearchConfig config = config(domain.url(), "--elasticsearch-template=" + template);
        assertThatThrownBy(() -> ElasticsearchCheck.require(config, true))
            .isInstanceOf(ConfigException.class)
            .hasMessageStartingWith(
                "elasticsearch-auth: %s doesn't let us in, signed for es in eu-west-1: 403 ",
                domain.url())
            .hasMessageContaining("The request signature we calculated does not match");
      }
    }
  }

  @Test
  void withoutCredentialsNothingIsSent() throws Exception {
    settings.set("aws.accessKeyId", "");
    settings.set("aws.secretAccessKey", "");
    settings.set("aws.disableEc2Metadata", "true");
    try (SigningServer domain = new SigningServer(SdkSettings.SECRET_KEY)) {
      assertThatThrownBy(() -> ElasticsearchCheck.require(config(domain.url()), true))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "elasticsearch-auth: requests to %s cannot be signed: Unable to load credentials from any of the providers. Right would be: credentials where the AWS SDK looks.",
              domain.url());
      assertThat(domain.bodies()).isEmpty();
    }
  }
}
