package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.aws.SdkSettings;
import io.trailhound.job.aws.SignatureV4;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.sasl.Sasl;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How Kafka's client logs in at Amazon MSK with {@code kafka-auth = aws-iam}, without a network.
 */
class MskLogInTest {
  private static final String BROKER = "b-1.mine.abc123.c2.kafka.eu-west-1.amazonaws.com";
  private static final String MECHANISM = "AWS_MSK_IAM";

  private final SdkSettings settings = new SdkSettings();

  @AfterEach
  void leave() {
    settings.close();
  }

  private static Properties client(String... more) {
    Stream<String> fixed =
        Stream.of(
            "--source=kafka",
            "--kafka-topic=trail",
            "--kafka-servers=127.0.0.1:9098",
            "--kafka-auth=aws-iam");
    String[] all = Stream.concat(fixed, Stream.of(more)).toArray(String[]::new);
    return JobConfig.of(Arguments.parse(all)).kafka().properties();
  }

  @Test
  void aClientIsMadeWithItAndOverTls() {
    assertThat(client()).containsEntry("security.protocol", "SASL_SSL");
    assertThatCode(() -> Admin.create(client()).close(Duration.ZERO)).doesNotThrowAnyException();
  }

  @Test
  void eachOfItsPropertiesMayBeGiven() {
    String role = "software.amazon.msk.auth.iam.IAMLoginModule required awsRoleArn=\"arn:x\";";
    assertThat(client("--kafka.sasl.jaas.config=" + role))
        .containsEntry("sasl.jaas.config", role)
        .containsEntry("sasl.mechanism", MECHANISM);
  }

  @Test
  void whatIsSentIsSignedForTheBrokerWithTheCredentialsThatTheSdkFinds() throws Exception {
    JsonNode sent = new ObjectMapper().readTree(firstMessage(client()));

    assertThat(sent.path("host").asText()).isEqualTo(BROKER);
    String credential = sent.path("x-amz-credential").asText();
    assertThat(credential)
        .matches(SdkSettings.ACCESS_KEY + "/\\d{8}/eu-west-1/kafka-cluster/aws4_request");
    assertThat(sent.path("action").asText()).isEqualTo("kafka-cluster:Connect");
    String query =
        Stream.of(
                "Action",
                "X-Amz-Algorithm",
                "X-Amz-Credential",
                "X-Amz-Date",
                "X-Amz-Expires",
                "X-Amz-SignedHeaders")
            .map(name -> name + "=" + encoded(sent.path(lower(name)).asText()))
            .collect(Collectors.joining("&"));
    SignatureV4 request =
        new SignatureV4(
            "GET",
            "/",
            query,
            Map.of("host", BROKER),
            SignatureV4.hash(new byte[0]),
            sent.path("x-amz-date").asText(),
            credential.substring(credential.indexOf('/') + 1));
    assertThat(sent.path("x-amz-signature").asText())
        .isEqualTo(request.with(SdkSettings.SECRET_KEY));
  }

  /** As Kafka's own client makes it, from what the configuration names. */
  private static byte[] firstMessage(Properties client) throws Exception {
    Map<String, Password> logIn =
        Map.of("sasl.jaas.config", new Password(client.getProperty("sasl.jaas.config")));
    var entries = JaasContext.loadClientContext(logIn).configurationEntries();
    Class.forName(entries.get(0).getLoginModuleName());
    String handlerClass = client.getProperty("sasl.client.callback.handler.class");
    AuthenticateCallbackHandler handler =
        Class.forName(handlerClass)
            .asSubclass(AuthenticateCallbackHandler.class)
            .getDeclaredConstructor()
            .newInstance();
    handler.configure(Map.of(), MECHANISM, entries);
    return Sasl.createSaslClient(new String[] {MECHANISM}, null, "kafka", BROKER, Map.of(), handler)
        .evaluateChallenge(new byte[0]);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
