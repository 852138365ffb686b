package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookConfigTest {
  @TempDir private Path folder;

  private static JobConfig config(String... more) {
    String[] all = Stream.concat(Stream.of("--input=a"), Stream.of(more)).toArray(String[]::new);
    return JobConfig.of(Arguments.parse(all));
  }

  private static WebhookConfig webhook(String... more) {
    return config(
            Stream.concat(Stream.of("--sink=webhook"), Stream.of(more)).toArray(String[]::new))
        .webhook();
  }

  private String secret(String text) throws Exception {
    return "file:" + Files.writeString(folder.resolve("secret"), text + "\n");
  }

  private static void assertMistake(String message, String... arguments) {
    assertThatThrownBy(() -> config(arguments))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("Right would be: ")
        .hasMessageNotContaining("hush");
  }

  @Test
  void anAlertItselfIsSentUnlessATemplateIsNamed() {
    WebhookConfig config = webhook("--webhook-url=https://h.example/x");

    assertThat(config.template()).isNull();
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.host()).isEqualTo("https://h.example");
  }

  @Test
  void whereItIsSentMayBeASecret() throws Exception {
    String place = secret("https://hooks.example/services/hush");

    assertThat(webhook("--webhook-url=" + place, "--webhook-template=slack").toString())
        .isEqualTo("WebhookConfig[https://hooks.example, slack]");
    assertMistake(
        "webhook-url: its value is a secret, and arguments can be read by others",
        "--sink=webhook",
        "--webhook-template=slack",
        "--webhook-url=https://hooks.example/services/hush");
    assertThat(Secret.shown("webhook-url", "https://hooks.example/services/hush"))
        .isEqualTo("https://hooks.example/...");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h.example/hush",
        "ftp://h.example/hush",
        "https://me:hush@h.example/",
        "https:///hush",
        "https://h.example/hush#x",
        "https://h example/hush",
        "hush"
      })
  void onlyHttpsIsTakenAndHttpToThisMachine(String url) {
    assertMistake(
        "webhook-url (given as --webhook-url) is no URL", "--sink=webhook", "--webhook-url=" + url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:1/"})
  void thisMachineIsReachedByHttp(String url) {
    assertThat(webhook("--webhook-url=" + url).used()).isTrue();
  }

  @Test
  void pagerDutyHasItsOwnUrlAndNeedsAKey() throws Exception {
    assertThat(webhook("--webhook-template=pagerduty", "--webhook-token=" + secret("hush")).host())
        .isEqualTo("https://events.pagerduty.com");
    assertMistake(
        "webhook-template: 'pagerduty' needs the routing key",
        "--sink=webhook",
        "--webhook-template=pagerduty");
  }

  @Test
  void secretsAreNamedByTheirPlaceLongEnoughAndOneLine() throws Exception {
    String url = "--webhook-url=https://h.example/";
    assertMistake(
        "webhook-secret: its value is a secret", "--sink=webhook", url, "--webhook-secret=hush");
    assertMistake(
        "webhook-token: its value is a secret", "--sink=webhook", url, "--webhook-token=hush");
    assertMistake(
        "webhook-secret (given as --webhook-secret) is too short",
        "--sink=webhook",
        url,
        "--webhook-secret=" + secret("hush"));
    assertMistake(
        "webhook-token (given as --webhook-token) has characters that no header takes",
        "--sink=webhook",
        url,
        "--webhook-token=" + secret("hush\nX-Header: 1"));
  }

  @Test
  void whatHasNoEffectIsRefused() {
    for (String key :
        new String[] {
          "--webhook-url=https://h/",
          "--webhook-timeout=1s",
          "--delivery-within=1m",
          "--delivery-waiting=5"
        }) {
      assertMistake(" has no effect here. Right would be: --sink webhook", key);
    }
    assertMistake("sink: 'webhook' needs a receiver", "--sink=webhook");
    assertMistake(
        "webhook-template: there is no 'slak'",
        "--sink=webhook",
        "--webhook-url=https://h.example/",
        "--webhook-template=slak");
    assertMistake(
        "webhook-template: './none.json' (given as --webhook-template) cannot be read",
        "--sink=webhook",
        "--webhook-url=https://h.example/",
        "--webhook-template=./none.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--delivery-within=0s | delivery-within: '0s' is out of range",
        "--delivery-waiting=0 | delivery-waiting: '0' is out of range",
        "--webhook-timeout=2m | webhook-timeout: '2m' is out of range"
      })
  void rangesAreTold(String argument, String message) {
    assertMistake(message, "--sink=webhook", "--webhook-url=https://h.example/", argument);
  }

  @Test
  void severalSinksGetAllAlertsEachOnce() {
    assertThat(
            config(
                    "--sink=files",
                    "--sink=webhook",
                    "--alerts=alerts.ndjson",
                    "--webhook-url=https://h.example/")
                .sinks())
        .containsExactly("files", "webhook");
    assertMistake("sink: 'console' stands twice", "--sink=console", "--sink=console");
    assertMistake(
        "is a file, but sink is 'files, console'",
        "--sink=files",
        "--sink=console",
        "--alerts=a.ndjson");
    assertMistake("sink: 'files' (given as --sink) needs a file", "--sink=files", "--sink=console");
  }
}
