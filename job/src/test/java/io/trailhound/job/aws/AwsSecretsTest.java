package io.trailhound.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSecretsTest {
  private SecretsServer server;

  @BeforeEach
  void start() throws IOException {
    server = new SecretsServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSecretIsItsTextWithoutTheEndOfItsLine() throws NoSecretException {
    server.secret("trailhound/key", "hush\n");

    assertThat(AwsSecrets.secret("trailhound/key")).isEqualTo("hush");
    assertThat(server.asked())
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.target()).isEqualTo("secretsmanager.GetSecretValue");
              assertThat(asked.region()).isEqualTo(SdkSettings.REGION);
            });
  }

  @Test
  void aSecretOfSeveralValuesIsAskedForOne() throws NoSecretException {
    server.secret("trailhound/es", "{\"username\": \"hound\", \"password\": \"hush\", \"n\": 7}");

    assertThat(AwsSecrets.secret("trailhound/es#password")).isEqualTo("hush");
    assertThat(AwsSecrets.secret("trailhound/es#n")).isEqualTo("7");
    assertThat(problem(() -> AwsSecrets.secret("trailhound/es")))
        .isEqualTo(
            "the secret 'trailhound/es' is a JSON object with the keys n, password, username."
                + " Right would be: secretsmanager:trailhound/es#KEY with one of its keys.");
    assertThat(problem(() -> AwsSecrets.secret("trailhound/es#pasword")))
        .isEqualTo(
            "the secret 'trailhound/es' has no text under the key 'pasword', but the keys n,"
                + " password, username. Right would be: one of its keys that holds a text.");
  }

  @Test
  void anArnSaysTheRegion() throws NoSecretException {
    String secret = "arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:es-AbCdEf";
    String parameter = "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/es";
    server.secret(secret, "{\"password\": \"hush\"}");
    server.parameter(parameter, "hush");

    assertThat(AwsSecrets.secret(secret + "#password")).isEqualTo("hush");
    assertThat(AwsSecrets.parameter(parameter)).isEqualTo("hush");
    assertThat(server.asked())
        .extracting(SecretsServer.Asked::region)
        .containsExactly("ap-southeast-2", "cn-north-1");
  }

  @Test
  void aParameterIsDecrypted() throws NoSecretException {
    server.parameter("/trailhound/es:3", "hush\n");

    assertThat(AwsSecrets.parameter("/trailhound/es:3")).isEqualTo("hush");
    assertThat(server.asked())
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.target()).isEqualTo("AmazonSSM.GetParameter");
              assertThat(asked.body().path("WithDecryption").asBoolean()).isTrue();
            });
  }

  @Test
  void whatIsAbsentIsNamedWithTheRegionThatWasAsked() {
    assertThat(problem(() -> AwsSecrets.secret("absent#key")))
        .isEqualTo(
            "there is no secret 'absent' in eu-west-1."
                + " Right would be: to create it there, or the ARN of one in another region.");
    assertThat(problem(() -> AwsSecrets.parameter("/absent")))
        .startsWith("there is no parameter '/absent' in eu-west-1. ");
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, hound is not authorized to perform: secretsmanager:GetSecretValue,"
        + " the permission secretsmanager:GetSecretValue on it",
    "AccessDeniedException, Access to KMS is not allowed: kms:Decrypt,"
        + " the permission kms:Decrypt on its key",
    "DecryptionFailure, cannot decrypt, the permission kms:Decrypt on its key",
    "UnrecognizedClientException, The security token is invalid.,"
        + " valid credentials where the AWS SDK looks",
    "InvalidRequestException, it was marked for deletion., a secret that can be read",
  })
  void aRefusalSaysWhatItWouldTake(String code, String words, String right) {
    server.refusal("es", code, words);

    assertThat(problem(() -> AwsSecrets.secret("es")))
        .contains("secret 'es'")
        .contains(
            words.replaceFirst("\\.$", "") + " (" + code + "). Right would be: " + right + ".");
  }

  @Test
  void aForbiddenParameterNamesItsOwnPermission() {
    server.refusal("/es", "AccessDeniedException", "not authorized");

    assertThat(problem(() -> AwsSecrets.parameter("/es")))
        .endsWith("Right would be: the permission ssm:GetParameter on it.");
  }

  @Test
  void nothingOfWhatIsThereIsTold() {
    server.secret("text", "hush");
    server.secret("list", "{\"password\": {\"now\": \"hush\"}}");
    server.bytes("bytes");

    assertThat(problem(() -> AwsSecrets.secret("text#password")))
        .startsWith("the secret 'text' is no JSON object")
        .doesNotContain("hush");
    assertThat(problem(() -> AwsSecrets.secret("list#password"))).doesNotContain("hush");
    assertThat(problem(() -> AwsSecrets.secret("bytes")))
        .isEqualTo("the secret 'bytes' holds bytes and no text. Right would be: a secret of text.");
  }

  @Test
  void whereNothingAnswersIsSaid() {
    assertThat(problem(() -> AwsSecrets.secret(""))).startsWith("no secret is named.");
    server.settings().set("aws.endpointUrlSecretsManager", "http://127.0.0.1:1");
    assertThat(problem(() -> AwsSecrets.secret("es")))
        .startsWith("no answer about the secret 'es' in eu-west-1: ")
        .endsWith(
            "Right would be: credentials where the AWS SDK looks, and a machine that reaches the"
                + " service.");
  }

  private static String problem(ThrowingCallable reading) {
    StringBuilder text = new StringBuilder();
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            NoSecretException.class,
            e -> text.append(e.getMessage()).append(". Right would be: ").append(e.right()));
    return text.append('.').toString();
  }
}
