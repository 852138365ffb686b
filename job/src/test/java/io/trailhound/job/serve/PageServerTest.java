package io.trailhound.job.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages over real HTTP: what is asked for is there, and nothing else gets in or out. */
class PageServerTest {
  private static final String HOSTILE =
      "</title><script>alert(1)</script>\" onmouseover='x' javascript:alert(2) \u202egpj\u0000 {{7*7}} &lt;";

  private static final MadeAlert ANN =
      MadeAlert.of("1", "2026-05-04T09:00:00Z").rule("aws_cli_discovery_burst");
  private static final MadeAlert BOB =
      MadeAlert.of("2", "2026-05-04T09:08:25Z")
          .principal("arn:aws:iam::111122223333:user/bob")
          .network("Other Net")
          .severity(73)
          .phase("early");
  private static final MadeAlert ANN_LATER =
      MadeAlert.of("3", "2026-05-06T11:00:00Z").severity(21).phase("withdrawn");

  @TempDir Path folder;

  private ServedFile serve(MadeAlert... alerts) throws IOException {
    return ServedFile.of(folder.resolve("alerts.ndjson"), alerts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/|3,2,1",
        "/?rule=aws_cli_discovery_burst|1",
        "/?principal=USER/ann|3,1",
        "/?network=other|2",
        "/?network=AS64500+Ex|3,1",
        "/?from=2026-05-05|3",
        "/?to=2026-05-04|2,1",
        "/?from=2026-05-04T09:00:01Z&to=2026-05-04T10:00|2",
        "/?severity=medium|2,1",
        "/?severity=high|2",
        "/?severity=critical|",
        "/?phase=withdrawn|3",
        "/?phase=&severity=&from=+|3,2,1",
        "/?principal=ann&phase=final&severity=medium&rule=aws_cli_discovery_burst|1",
        "/principal?name=arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Fann|1,3",
        "/principal?name=ann|",
      })
  void eachFilterLeavesWhatItAsksFor(String path, String ids) throws Exception {
    try (ServedFile pages = serve(ANN, BOB, ANN_LATER)) {
      List<String> said =
          ids == null ? List.of() : List.of(ids.split(",")).stream().map("Said "::concat).toList();
      assertThat(pages.said(path)).isEqualTo(said);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/?from=yesterday|from is 'yesterday'. Right would be: 2026-01-31",
        "/?severity=bad|severity is 'bad'. Right would be: one of low, medium, high, critical.",
        "/?phase=late|phase is 'late'. Right would be: one of early, final, withdrawn.",
        "/?after=x|after is 'x'.",
        "/alert|id is ''.",
      })
  void aQuestionThatSaysNothingGetsOneMessage(String path, String message) throws Exception {
    try (ServedFile pages = serve(ANN)) {
      HttpResponse<String> answer = pages.ask("GET", path);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body().replace("&#39;", "'")).contains(message);
    }
  }

  @Test
  void pagesGoOnWhereTheOneBeforeEnded() throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String id = String.format(Locale.ROOT, "%03d", 119 - i);
      // Of some the time is the same.
      ServedFile.append(
          folder.resolve("alerts.ndjson"),
          MadeAlert.of(id, String.format(Locale.ROOT, "2026-05-04T09:00:%02dZ", i / 7)));
    }
    try (ServedFile pages = serve(ANN.phase("early"))) {
      String path = "/?phase=final";
      while (path != null) {
        all.addAll(pages.said(path));
        String page = pages.page(path);
        path = page.contains("Older alerts") ? ServedFile.link(page, "Older alerts") : null;
      }
    }
    assertThat(all).hasSize(120).doesNotHaveDuplicates();
  }

  @Test
  void theStoryOfAPrincipalIsToldFromItsBeginning() throws Exception {
    try (ServedFile pages = serve(ANN_LATER, ANN, BOB)) {
      String story = pages.page(ServedFile.link(pages.page("/alert?id=1"), ANN.principal()));

      assertThat(story)
          .contains("2 alerts of 2 rules within 2 d 2 h, from ", ", medium at worst.")
          .contains("2 d 2 h later")
          .contains("<svg class=\"timeline\"", "<circle class=\"medium final\"")
          .doesNotContain("Said 2");
    }
  }

  @Test
  void anAlertLeadsToItsRuleAndToWhy() throws Exception {
    try (ServedFile pages = serve(ANN, BOB)) {
      String alert = pages.page("/alert?id=1");
      assertThat(alert)
          .contains("AttributeValue=e-1 ")
          .contains("./trailhound rules explain --rule aws_cli_discovery_burst --event event.json");

      assertThat(pages.page(ServedFile.link(alert, "aws_cli_discovery_burst")))
          .contains("T1580 Cloud Infrastructure Discovery")
          .contains("https://attack.mitre.org/techniques/T1580/")
          .contains("correlation:")
          .doesNotContain("href=\"http");
      assertThat(pages.page("/rule?name=made_up")).contains("isn't among the rules in force");
      assertThat(pages.page("/rules")).contains("aws_discovery_attack_chain");
      assertThat(pages.ask("GET", "/alert?id=none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void incidentsAreShownWhereThereAreDocumentsOfThem() throws Exception {
    Path file = folder.resolve("alerts.ndjson");
    ObjectNode alert = ANN.json();
    alert.withObject("/trailhound").putObject("incident").put("id", "inc-1");
    ObjectNode incident = MadeAlert.of("doc-1", "2026-05-04T10:00:00Z").message("A story").json();
    incident.withObject("/event").put("dataset", "trailhound.incident");
    incident.remove("rule");
    incident.withObject("/trailhound").putObject("incident").put("id", "inc-1");
    Files.writeString(file, alert + "\n" + incident + "\n");

    try (ServedFile pages = serve(BOB)) {
      assertThat(pages.said("/")).containsExactly("Said 2", "Said 1");
      assertThat(pages.said("/incidents")).containsExactly("A story");
      assertThat(pages.said(ServedFile.link(pages.page("/incidents"), "A story")))
          .containsExactly("Said 1");
      assertThat(pages.page("/alert?id=1")).contains("href=\"/incident?id=inc-1\"");
      assertThat(pages.said("/?incident=inc-1")).containsExactly("Said 1");
    }
    try (ServedFile pages = ServedFile.of(folder.resolve("none.ndjson"), BOB)) {
      assertThat(pages.page("/incidents")).contains("There are no documents of incidents here.");
    }
  }

  @Test
  void whatAlertsSayIsText() throws Exception {
    MadeAlert hostile =
        ANN.rule(HOSTILE).principal(HOSTILE).network(HOSTILE).message(HOSTILE).phase(HOSTILE);
    ObjectNode json = hostile.json();
    json.withObject("/event").put("id", HOSTILE).put("action", HOSTILE);
    json.withObject("/trailhound").putArray("event_ids").add("x; rm -rf /").add("$(id)");
    json.withObject("/trailhound").put("guide", HOSTILE);
    json.putObject("cloud").put("region", "`id`");
    Files.writeString(folder.resolve("alerts.ndjson"), json + "\n");
    String encoded = URLEncoder.encode(HOSTILE, UTF_8);

    try (ServedFile pages = serve()) {
      for (String path :
          List.of(
              "/",
              "/?rule=" + encoded + "&principal=" + encoded + "&network=" + encoded,
              "/alert?id=" + encoded,
              "/principal?name=" + encoded,
              "/rule?name=" + encoded)) {
        String page = pages.page(path);
        assertThat(page)
            .as(path)
            .contains("&lt;/title&gt;&lt;script&gt;alert(1)")
            .contains("\\u202e")
            .doesNotContain("<script", "\u202e", "\u0000", "' onmouseover", "rm -rf /</pre>")
            .doesNotContainPattern("href=\"(?![/#])")
            .doesNotContainPattern("[\"'] on\\w+=");
      }
      assertThat(pages.page("/alert?id=" + encoded)).doesNotContain("rules explain");
      assertThat(pages.said("/?rule=" + encoded)).hasSize(1);
    }
  }

  @Test
  void thereAreThesePathsAndNoFiles() throws Exception {
    try (ServedFile pages = serve(ANN)) {
      for (String path :
          List.of(
              "/..", "/../alerts.ndjson", "/%2e%2e/%2e%2e/etc/passwd", "/page.css/..", "/x?id=1")) {
        assertThat(pages.ask("GET", path).statusCode()).as(path).isEqualTo(404);
      }
      assertThat(pages.ask("GET", "/page.css").headers().firstValue("Content-Type"))
          .contains("text/css; charset=utf-8");
      assertThat(pages.ask("GET", "/icon.svg").headers().firstValue("Content-Type"))
          .contains("image/svg+xml");
    }
  }

  @Test
  void theBrowserIsToldToLetNobodyElseNear() throws Exception {
    try (ServedFile pages = serve(ANN)) {
      HttpResponse<String> answer = pages.ask("GET", "/");

      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("unsafe", "script-src");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void whatIsNotReadingIsRefused(String method) throws Exception {
    try (ServedFile pages = serve(ANN)) {
      assertThat(pages.ask(method, "/").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void headHasTheLengthAndNoBody() throws Exception {
    try (ServedFile pages = serve(ANN)) {
      HttpResponse<String> head = pages.ask("HEAD", "/");

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValueAsLong("Content-Length"))
          .hasValue(pages.page("/").getBytes(UTF_8).length);
    }
  }

  /** A name of somebody else's that leads to this machine (DNS rebinding). */
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:PORT, 200",
    "localhost:PORT, 200",
    "attacker.example:PORT, 421",
    "127.0.0.1, 421",
    "127.0.0.1:PORT.attacker.example, 421",
    "'', 421"
  })
  void whoCallsItByAnotherNameGetsNothing(String host, int status) throws Exception {
    try (ServedFile pages = serve(ANN)) {
      int port = URI.create(pages.address()).getPort();
      String answer = raw(port, host.replace("PORT", String.valueOf(port)));

      assertThat(answer).startsWith("HTTP/1.1 " + status);
      assertThat(answer.contains("Said 1")).isEqualTo(status == 200);
    }
  }

  @Test
  void onPort80ItIsCalledWithoutAPortToo() {
    assertThat(PageServer.names(80))
        .containsExactlyInAnyOrder("127.0.0.1:80", "localhost:80", "127.0.0.1", "localhost");
    assertThat(PageServer.names(8080))
        .containsExactlyInAnyOrder("127.0.0.1:8080", "localhost:8080");
  }

  private static String raw(int port, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void aPortThatIsTakenIsTold() throws Exception {
    try (ServedFile pages = serve(ANN)) {
      int port = URI.create(pages.address()).getPort();

      assertThatThrownBy(() -> PageServer.start(port, null))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("port: %s cannot be listened on: ", port)
          .hasMessageEndingWith(
              "Right would be: --port with another number, or with 0 for any that is free.");
    }
  }
}
