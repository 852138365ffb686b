package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.detect.IncidentRule;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.serve.AlertPages;
import io.trailhound.job.serve.AlertSource;
import io.trailhound.job.serve.FileAlerts;
import io.trailhound.job.serve.PageServer;
import io.trailhound.job.serve.RuleTexts;
import io.trailhound.job.serve.SearchedAlerts;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import io.trailhound.local.Elasticsearch;
import io.trailhound.local.Patience;
import io.trailhound.model.Alert;
import io.trailhound.model.Hash128;
import io.trailhound.model.Incident;
import io.trailhound.rules.Rule;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages of {@code serve} over a real server's index: those of a file with the same alerts. */
@ExtendWith(WithServers.class)
class SearchedPagesIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Where they are is in the head of a page, what is left out in its notes. */
  private static final Pattern CONTENT =
      Pattern.compile("<main id=\"content\">(.*)</main>", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theyShowWhatThoseOfAFileShow(Servers servers) throws Exception {
    showWhatThoseOfAFileShow(servers.search(Elasticsearch.Product.ELASTICSEARCH));
  }

  @Test
  @Tag("e2e")
  void onOpenSearchToo(Servers servers) throws Exception {
    showWhatThoseOfAFileShow(servers.search(Elasticsearch.Product.OPENSEARCH));
  }

  private void showWhatThoseOfAFileShow(Elasticsearch server) throws Exception {
    SearchIndex index = new SearchIndex(server, "pages");
    ElasticsearchConfig config = config(index);
    String incidents = index.name() + "-incidents";
    ElasticsearchCheck.require(config, true);
    ElasticsearchCheck.require(config.withIndex(incidents), true);
    Path file = folder.resolve("alerts.ndjson");
    List<Alert> alerts = JobRun.ofVectors().finals();
    write(alerts, file, index, index.name());
    Alert incident = incident(alerts.get(0));
    write(List.of(incident), file, index, incidents);

    RuleTexts rules = new RuleTexts(RuleReading.of(RuleFiles.of(null, List.of()), false));
    try (AlertSource searched = new SearchedAlerts(config, Optional.of(incidents));
        AlertSource read = FileAlerts.open(List.of(file.toString()), 100_000, Long.MAX_VALUE);
        PageServer ofIndex = PageServer.start(0, new AlertPages(searched, rules));
        PageServer ofFile = PageServer.start(0, new AlertPages(read, rules))) {
      String arn = alerts.get(0).activity.arn;
      for (String path :
          List.of(
              "",
              "?rule=aws_cli_discovery_burst",
              "?principal=USER/",
              "?network=m247",
              "?network=AS9009+m2",
              "?severity=high&phase=final",
              "?from=2026-09-02&to=2026-09-03T12:00Z",
              "?phase=early",
              "incidents",
              "alert?id=" + alerts.get(0).id,
              "principal?name=" + URLEncoder.encode(arn, UTF_8))) {
        assertThat(content(ofIndex, path)).as(path).isEqualTo(content(ofFile, path));
      }
      assertThat(content(ofIndex, "incidents")).contains(incident.message);
      assertThat(everyId(ofIndex)).hasSize(alerts.size()).doesNotHaveDuplicates();
    }
  }

  /** Page by page. */
  private static List<String> everyId(PageServer server) throws Exception {
    List<String> ids = new ArrayList<>();
    for (String path = ""; path != null; ) {
      String page = content(server, path);
      Pattern.compile("class=\"message\"><a href=\"/alert\\?id=([0-9a-f]+)\"")
          .matcher(page)
          .results()
          .forEach(found -> ids.add(found.group(1)));
      Matcher older = Pattern.compile("class=\"more\" href=\"/([^\"]*)\"").matcher(page);
      path = older.find() ? older.group(1) : null;
    }
    return ids;
  }

  private static String content(PageServer server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path)).build();
    HttpResponse<String> whole =
        Patience.await(
            "all of the file",
            () -> HTTP.send(request, HttpResponse.BodyHandlers.ofString()),
            answer -> !answer.body().contains("http-equiv=\"refresh\""));
    Matcher content = CONTENT.matcher(whole.body());
    assertThat(content.find()).isTrue();
    return content.group(1);
  }

  private static ElasticsearchConfig config(SearchIndex index) {
    return JobConfig.of(
            Arguments.parse(
                "--input=a",
                "--asn-db=none",
                "--sink=elasticsearch",
                "--elasticsearch-url=" + index.server().url(),
                "--elasticsearch-index=" + index.name()))
        .elasticsearch();
  }

  private static Alert incident(Alert of) {
    Alert incident = new Alert();
    incident.id = Hash128.hex("incident");
    incident.rule = IncidentRule.NAME;
    incident.phase = Alert.FINAL;
    incident.time = of.time;
    incident.message = "mallory caused an alert";
    incident.activity = of.activity;
    incident.incident = new Incident();
    incident.incident.principal = of.activity.arn;
    incident.incident.from = of.time;
    incident.incident.last = of.time;
    incident.incident.number = 1;
    incident.incident.rules = List.of(of.rule);
    incident.incident.alerts = List.of();
    return incident;
  }

  private static void write(List<Alert> alerts, Path file, SearchIndex index, String name)
      throws Exception {
    List<Rule> rules = new ArrayList<>(JobRun.RULES.rules());
    rules.add(IncidentRule.of(Duration.ofHours(1)));
    EcsAlert documents = new EcsAlert(rules, Version.text());
    StringBuilder lines = new StringBuilder();
    StringBuilder bulk = new StringBuilder();
    for (Alert alert : alerts) {
      String json = documents.toJson(alert);
      lines.append(json).append('\n');
      bulk.append("{\"index\":{\"_id\":\"%s\"}}\n%s\n".formatted(alert.id, json));
    }
    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    String answer =
        index.call("POST", "/" + name + "/_bulk?refresh=true", bulk.toString()).toString();
    if (!answer.contains("\"errors\":false")) {
      throw new IOException(answer);
    }
  }
}
