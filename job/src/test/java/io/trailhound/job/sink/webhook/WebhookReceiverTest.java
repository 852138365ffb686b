package io.trailhound.job.sink.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.WebhookConfig;
import io.trailhound.job.sink.delivery.Outcome;
import io.trailhound.job.sink.delivery.Outgoing;
import io.trailhound.job.sink.delivery.Receiver;
import io.trailhound.local.Ports;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real server that answers, and that fails in every way. */
class WebhookReceiverTest {
  private static final String SECRET = "0123456789abcdef-hush";
  private static final Outgoing ALERT = alert("1f");

  @TempDir private Path folder;
  private Hook hook;

  @BeforeEach
  void listen() throws Exception {
    hook = new Hook();
  }

  @AfterEach
  void stop() {
    hook.close();
  }

  static Outgoing alert(String id) {
    String json =
        "{\"event\":{\"id\":\"%s\",\"severity\":73},\"rule\":{\"description\":\"T\"}}"
            .formatted(id);
    return new Outgoing(id, "final", json.getBytes(UTF_8));
  }

  private WebhookConfig config(String url, String... more) {
    List<String> all = new ArrayList<>(List.of("--input=a", "--sink=webhook"));
    all.add("--webhook-url=" + url);
    all.addAll(List.of(more));
    return JobConfig.of(Arguments.parse(all.toArray(String[]::new))).webhook();
  }

  private String secret(String name, String text) throws Exception {
    return "file:" + Files.writeString(folder.resolve(name), text + "\n");
  }

  private Outcome send(WebhookConfig config) {
    return send(config, ALERT).get(0);
  }

  private static List<Outcome> send(WebhookConfig config, Outgoing... messages) {
    try (Receiver receiver = new WebhookReceiver.To(config, "1.2.3").open()) {
      return receiver.send(List.of(messages));
    }
  }

  @Test
  void anAlertIsPostedAsItIsWithAKeyThatIsItsOwn() {
    assertThat(send(config(hook.url()))).isEqualTo(Outcome.TAKEN);

    Hook.Call call = hook.calls().get(0);
    assertThat(call.body()).isEqualTo(ALERT.json());
    assertThat(call.header("Content-Type")).isEqualTo("application/json");
    assertThat(call.header("User-Agent")).isEqualTo("Trailhound/1.2.3");
    assertThat(call.header("Idempotency-Key"))
        .isEqualTo(ALERT.key())
        .matches("1f-final-[0-9a-f]{12}");
    assertThat(call.header("Trailhound-Signature")).isNull();
  }

  /** As docs/outputs.md says that a receiver does it. */
  @Test
  void theSignatureIsThatOfTimeAndBody() throws Exception {
    Outcome unused = send(config(hook.url(), "--webhook-secret=" + secret("secret", SECRET)));

    Hook.Call call = hook.calls().get(0);
    String time = call.header("Trailhound-Timestamp");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    mac.update((time + ".").getBytes(UTF_8));
    assertThat(call.header("Trailhound-Signature"))
        .isEqualTo("v1=" + HexFormat.of().formatHex(mac.doFinal(call.body())));
    assertThat(Long.parseLong(time)).isCloseTo(Instant.now().getEpochSecond(), within(60));
  }

  private static org.assertj.core.data.Offset<Long> within(long seconds) {
    return org.assertj.core.data.Offset.offset(seconds);
  }

  @ParameterizedTest
  @CsvSource({
    "200,TAKEN",
    "202,TAKEN",
    "204,TAKEN",
    "301,REFUSED",
    "302,REFUSED",
    "307,REFUSED",
    "400,REFUSED",
    "413,REFUSED",
    "422,REFUSED",
    "401,AWAY",
    "403,AWAY",
    "404,AWAY",
    "429,AWAY",
    "502,AWAY",
    "503,AWAY",
    "408,AGAIN",
    "500,AGAIN"
  })
  void whatAStatusMeans(int status, Outcome.Kind kind) {
    hook.answers(
        status == 204
            ? (call, exchange) -> exchange.sendResponseHeaders(204, -1)
            : Hook.with(status, "Location", hook.url() + "/elsewhere"));

    assertThat(send(config(hook.url())).kind()).isEqualTo(kind);
    assertThat(hook.calls()).as("no redirect is followed").hasSize(1);
  }

  @Test
  void whoIsTooBusySaysForHowLong() {
    hook.answers(Hook.with(429, "Retry-After", "7"));

    assertThat(send(config(hook.url())).pause()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "120 | 120",
        "Mon, 30 Nov 2026 10:00:30 GMT | 30",
        "Mon, 30 Nov 2026 09:00:00 GMT | 0",
        "soon | ",
        "-1 | ",
        "99999999999 | "
      })
  void retryAfterIsSecondsOrATime(String value, Long seconds) {
    HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, it) -> true);
    assertThat(Answers.retryAfter(headers, Instant.parse("2026-11-30T10:00:00Z")))
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @Test
  void whoNeverAnswersIsWaitedForNoLongerThanTheTimeout() {
    assertThat(sendSecond(Hook.silence(), "--webhook-timeout=500ms"))
        .isEqualTo(Outcome.again("no answer within 500 ms"));
  }

  /** To a receiver that is connected with the server: that takes its time, too. */
  private Outcome sendSecond(Hook.Answering answering, String... more) {
    try (Receiver receiver = new WebhookReceiver.To(config(hook.url(), more), "1.2.3").open()) {
      assertThat(receiver.send(List.of(ALERT))).containsExactly(Outcome.TAKEN);
      hook.answers(answering);
      return receiver.send(List.of(ALERT)).get(0);
    }
  }

  @Test
  void anAnswerThatGoesOnForEverIsReadNoFurther() {
    hook.answers(
        (call, exchange) -> {
          exchange.sendResponseHeaders(500, 0);
          byte[] part = "x".repeat(100).getBytes(UTF_8);
          while (true) { // until the other side goes
            exchange.getResponseBody().write(part);
          }
        });

    Outcome outcome = send(config(hook.url()));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.AGAIN);
    assertThat(outcome.detail()).startsWith("500 xxx").hasSizeLessThan(250);
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsNone() {
    Hook.Answering stops =
        (call, exchange) -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          Hook.silence().answer(call, exchange);
        };

    assertThat(sendSecond(stops, "--webhook-timeout=1s"))
        .isEqualTo(Outcome.again("an answer that doesn't end"));
  }

  @Test
  void aConnectionThatBreaksIsTriedAgain() {
    hook.answers(
        (call, exchange) -> {
          exchange.sendResponseHeaders(200, 10); // and closes without them
        });

    assertThat(send(config(hook.url())).kind()).isEqualTo(Outcome.Kind.AGAIN);
  }

  @Test
  void nobodyThereIsAway() {
    String nobody = "http://127.0.0.1:" + Ports.free(1).get(0) + "/hush-path";

    Outcome outcome = send(config(nobody));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.AWAY);
    assertThat(outcome.detail()).startsWith("ConnectException").doesNotContain("hush");
  }

  @Test
  void oneThatFailsIsNoOthersFault() {
    hook.answers(
        (call, exchange) -> Hook.with(call.alert().equals("b") ? 500 : 200).answer(call, exchange));

    assertThat(send(config(hook.url()), alert("a"), alert("b"), alert("c")))
        .extracting(Outcome::kind)
        .containsExactly(Outcome.Kind.TAKEN, Outcome.Kind.AGAIN, Outcome.Kind.TAKEN);
  }

  @Test
  void aTokenIsSentAndNothingSecretIsSaidBack() throws Exception {
    hook.answers(Hook.with(400));
    WebhookConfig config =
        config(
            hook.url(),
            "--webhook-token=" + secret("token", "hush-token"),
            "--webhook-secret=" + secret("secret", SECRET));

    Outcome outcome = send(config);

    assertThat(hook.calls().get(0).header("Authorization")).isEqualTo("Bearer hush-token");
    assertThat(outcome.detail()).isEqualTo("400 you sent Bearer (hidden)");
    assertThat(config.toString()).doesNotContain("hush");
  }

  @Test
  void theRoutingKeyOfPagerDutyIsInTheBodyAndInNoHeader() throws Exception {
    Outcome unused =
        send(
            config(
                hook.url(),
                "--webhook-template=pagerduty",
                "--webhook-token=" + secret("token", "hush-token")));

    Hook.Call call = hook.calls().get(0);
    assertThat(call.header("Authorization")).isNull();
    assertThat(call.json().at("/routing_key").asText()).isEqualTo("hush-token");
    assertThat(call.json().at("/dedup_key").asText()).isEqualTo("1f");
  }
}
