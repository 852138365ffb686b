package io.trailhound.job.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The name or ARN of a secret in AWS Secrets Manager, or of a parameter in Parameter Store, in; its
 * text out. Each is one request, and nothing is remembered.
 *
 * <p>The region is that of an ARN, else the one that the AWS SDK finds ({@code AWS_REGION}, a
 * profile, the machine), and so are credentials. The SDK's own settings count too, such as {@code
 * AWS_ENDPOINT_URL_SECRETS_MANAGER} and {@code AWS_ENDPOINT_URL_SSM}.
 */
public final class AwsSecrets {
  /** For one secret, with all that is tried again. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(30);

  private static final Pattern ARN = Pattern.compile("arn:[^:]+:(?:secretsmanager|ssm):([^:]+):.*");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> ABSENT =
      Set.of("ResourceNotFoundException", "ParameterNotFound", "ParameterVersionNotFound");

  /** Who asks isn't known, whatever is asked for. */
  private static final Set<String> STRANGERS =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "ExpiredTokenException");

  private AwsSecrets() {}

  /**
   * @param kind {@code secret}, {@code parameter}
   * @param action the permission that it takes to read it
   */
  private record Wanted(String kind, String name, String action) {
    String text() {
      return kind + " '" + name + "'";
    }
  }

  /**
   * A secret of Secrets Manager, without blanks at its end.
   *
   * @param place {@code NAME-or-ARN} of one that is a text, {@code NAME-or-ARN#KEY} of one that is
   *     a JSON object, as AWS's console makes them
   * @throws NoSecretException when there's none, none that can be read, or no such key in it
   */
  public static String secret(String place) throws NoSecretException {
    int hash = place.indexOf('#');
    String name = hash < 0 ? place : place.substring(0, hash);
    Wanted wanted = new Wanted("secret", name, "secretsmanager:GetSecretValue");
    String text =
        ask(
            wanted,
            () -> prepare(SecretsManagerClient.builder(), name).build(),
            client -> client.getSecretValue(request -> request.secretId(name)).secretString());
    if (text == null) {
      throw new NoSecretException(
          "the secret '%s' holds bytes and no text".formatted(name), "a secret of text");
    }
    return (hash < 0 ? whole(name, text) : part(name, place.substring(hash + 1), text))
        .stripTrailing();
  }

  /**
   * A parameter of Parameter Store, decrypted, without blanks at its end.
   *
   * @param name {@code NAME}, {@code NAME:VERSION}, {@code NAME:LABEL} or an ARN
   * @throws NoSecretException when there's none, or none that can be read
   */
  public static String parameter(String name) throws NoSecretException {
    return ask(
            new Wanted("parameter", name, "ssm:GetParameter"),
            () -> prepare(SsmClient.builder(), name).build(),
            client ->
                client
                    .getParameter(request -> request.name(name).withDecryption(true))
                    .parameter()
                    .value())
        .stripTrailing();
  }

  private static String whole(String name, String text) throws NoSecretException {
    JsonNode json = json(text);
    if (json.isObject()) {
      throw new NoSecretException(
          "the secret '%s' is a JSON object with %s".formatted(name, keys(json)),
          "secretsmanager:%s#KEY with one of its keys".formatted(name));
    }
    return text;
  }

  private static String part(String name, String key, String text) throws NoSecretException {
    JsonNode json = json(text);
    if (!json.isObject()) {
      throw new NoSecretException(
          "the secret '%s' is no JSON object, so it has no key '%s'".formatted(name, key),
          "secretsmanager:%s without a key".formatted(name));
    }
    JsonNode value = json.path(key);
    if (!value.isValueNode() || value.isNull()) {
      throw new NoSecretException(
          "the secret '%s' has no text under the key '%s', but %s".formatted(name, key, keys(json)),
          "one of its keys that holds a text");
    }
    return value.asText();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException plain) {
      return MissingNode.getInstance();
    }
  }

  private static String keys(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "no keys" : "the keys " + String.join(", ", names);
  }

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B prepare(
      B builder, String name) {
    Matcher arn = ARN.matcher(name);
    if (arn.matches()) {
      builder.region(Region.of(arn.group(1)));
    }
    return builder
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(settings -> settings.apiCallTimeout(NO_ANSWER));
  }

  private static <C extends AwsClient> String ask(
      Wanted wanted, Supplier<C> open, Function<C, String> question) throws NoSecretException {
    if (wanted.name().isBlank()) {
      throw new NoSecretException("no %s is named".formatted(wanted.kind()), "its name or ARN");
    }
    String region = null;
    try (C client = open.get()) {
      region = client.serviceClientConfiguration().region().id();
      return question.apply(client);
    } catch (SdkException e) {
      throw explain(wanted, region, e);
    }
  }

  /**
   * @param region null when none was found
   */
  private static NoSecretException explain(Wanted wanted, String region, SdkException e) {
    String code = AwsReason.code(e);
    String words = AwsReason.words(e).replaceFirst("\\.$", "");
    if (region == null) {
      return new NoSecretException(
          "no region is known for the %s: %s".formatted(wanted.text(), words),
          "the region in AWS_REGION, or the ARN in place of the name");
    }
    if (code.isEmpty()) {
      return new NoSecretException(
          "no answer about the %s in %s: %s".formatted(wanted.text(), region, words),
          "credentials where the AWS SDK looks, and a machine that reaches the service");
    }
    if (ABSENT.contains(code)) {
      return new NoSecretException(
          "there is no %s in %s".formatted(wanted.text(), region),
          "to create it there, or the ARN of one in another region");
    }
    if (STRANGERS.contains(code)) {
      return new NoSecretException(
          "%s does not know whoever asks for the %s: %s (%s)"
              .formatted(region, wanted.text(), words, code),
          "valid credentials where the AWS SDK looks");
    }
    return new NoSecretException(
        "the %s in %s cannot be read: %s (%s)".formatted(wanted.text(), region, words, code),
        right(wanted, code, words));
  }

  private static String right(Wanted wanted, String code, String words) {
    if (code.equals("DecryptionFailure") || words.contains("kms:")) {
      return "the permission kms:Decrypt on its key";
    }
    return code.startsWith("AccessDenied")
        ? "the permission %s on it".formatted(wanted.action())
        : "a %s that can be read".formatted(wanted.kind());
  }
}
