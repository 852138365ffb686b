package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.config.FilesConfig;
import io.trailhound.local.S3;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that are listed and that the store doesn't give. */
@ExtendWith(WithServers.class)
class S3RefusalIT {
  private static final String KEY_FORBIDDEN =
      "User: arn:aws:iam::111122223333:user/t is not authorized to perform: kms:Decrypt";

  private static S3 s3;
  private static S3Gateway gateway;
  private static Bucket trail;

  @BeforeAll
  static void aTrailBehindAGateway(Servers servers) throws Exception {
    s3 = servers.s3();
    trail = Bucket.create(s3, "refusals");
    for (String name : List.of("a", "b", "c", "d")) {
      trail.put("in/" + name + ".json.gz", "{\"Records\":[" + event(name) + "]}");
    }
    gateway = new S3Gateway(s3);
    gateway.connect();
  }

  @AfterAll
  static void withoutTheGateway() throws Exception {
    Bucket.connect(s3);
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "403, InvalidObjectState, The operation is not valid for the object's storage class",
    "403, AccessDenied, " + KEY_FORBIDDEN,
    "400, KMS.DisabledException, The key is disabled",
    "400, InvalidRequest, The object was stored using a form of Server Side Encryption"
  })
  void anObjectThatTheStoreDoesNotGiveIsADeadLetterAndTheOthersAreRead(
      int status, String code, String message) throws Exception {
    gateway.refuse(S3RefusalIT::isAOrC, status, code, message);

    String detail = "The file cannot be read: %s (%s, %s)".formatted(message, code, status);
    assertThat(read())
        .containsExactlyInAnyOrder(
            "b", "d", letter("in/a.json.gz", detail), letter("in/c.json.gz", detail));
  }

  @Test
  void whatLiesInGlacierIsDeadLettersAlsoWhereNothingElseIs() throws Exception {
    gateway.refuse(S3RefusalIT::isObject, 403, "InvalidObjectState", "In Glacier");

    assertThat(read()).hasSize(4).allMatch(it -> it.startsWith("unreadable"));
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, Access Denied",
    "400, ExpiredToken, The provided token has expired.",
    "403, InvalidAccessKeyId, The AWS Access Key Id you provided does not exist in our records.",
    "403, SignatureDoesNotMatch, The request signature we calculated does not match"
  })
  void whatIsRefusedForEveryObjectStopsTheJob(int status, String code, String message) {
    gateway.refuse(S3RefusalIT::isObject, status, code, message);

    assertThatThrownBy(S3RefusalIT::read)
        .rootCause()
        .hasMessageContaining(code)
        .hasMessageContaining(String.valueOf(status));
  }

  @ParameterizedTest
  @CsvSource({"503, SlowDown", "429, TooManyRequests", "500, InternalError"})
  void aStoreThatIsBusyIsNotTheObjectsFault(int status, String code) {
    gateway.refuse(S3RefusalIT::isAOrC, status, code, "Please reduce your request rate.");

    assertThatThrownBy(S3RefusalIT::read).rootCause().hasMessageContaining(code);
  }

  private static boolean isObject(String request) {
    return request.matches("GET /refusals/in/\\w.*");
  }

  private static boolean isAOrC(String request) {
    return request.matches("GET /refusals/in/[ac].*");
  }

  /** Actions of events; of dead letters all they say. */
  private static List<String> read() throws Exception {
    Configuration settings = new Configuration();
    settings.setString("restart-strategy.type", "none");
    StreamExecutionEnvironment env = SharedFlink.environment(1, settings);
    return TestSources.files(FilesConfig.of(trail.uri())).in(env).executeAndCollect(100).stream()
        .map(S3RefusalIT::inShort)
        .toList();
  }

  private static String inShort(Decoded record) {
    DeadLetter letter = record.deadLetter();
    return letter == null
        ? record.event().eventName
        : String.join(" ", letter.reason(), letter.source(), letter.detail());
  }

  private static String letter(String key, String detail) {
    return "unreadable " + trail.uri() + key + ":0 " + detail;
  }

  private static String event(String action) {
    return "{\"eventTime\":\"2026-09-01T00:00:00Z\",\"eventID\":\"%s\",\"eventName\":\"%s\",\"eventSource\":\"s3.amazonaws.com\"}"
        .formatted(action, action);
  }
}
