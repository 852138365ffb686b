package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.alert.EcsAlert;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import io.trailhound.job.sink.elasticsearch.ElasticsearchOutput;
import io.trailhound.local.Elasticsearch;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.rules.RuleBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts in an index of a real server: Elasticsearch, and in the profile e2e OpenSearch. */
@ExtendWith(WithServers.class)
abstract class SearchServerTests {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Servers servers;
  private Elasticsearch server;

  /** All revisions of the vectors' alerts. */
  private final JobRun run = JobRun.ofVectors();

  private final Elasticsearch.Product product;

  SearchServerTests(Elasticsearch.Product product) {
    this.product = product;
  }

  @BeforeAll
  static void start(Servers all) {
    servers = all;
  }

  @BeforeEach
  void choose() {
    server = servers.search(product);
  }

  @Test
  void theVectorsAlertsAreThereOnceInTheirFinalPhaseAsInFiles() throws Exception {
    SearchIndex index = index("logs-trailhound");
    environment(config(index, "--input=" + Vectors.EVENTS)).execute();

    assertThat(FinalDocuments.of(index.documents())).isEqualTo(FinalDocuments.of(run));
    assertThat(index.phases().values()).isSubsetOf(Alert.FINAL, Alert.WITHDRAWN);
    assertThat(index.count()).isEqualTo(index.phases().size());
    assertThat(index.field("source", "ip").get("type").asText()).isEqualTo("ip");
    assertThat(index.field("trailhound", "steps", "time").get("type").asText()).isEqualTo("date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "yes"})
  void aReplayedEarlyRevisionNeverReplacesALaterOne(String perDay) throws Exception {
    String name = "replayed-" + perDay;
    JobConfig config = config(index(name), "--input=a", "--elasticsearch-index-per-day=" + perDay);
    List<Alert> alerts = ofTheFirstDays(run.alerts());
    write(alerts, config);
    List<Alert> early = alerts.stream().filter(alert -> alert.phase.equals(Alert.EARLY)).toList();
    assertThat(early).isNotEmpty();
    write(early, config);

    SearchIndex all = index(name + "*");
    assertThat(all.count()).isEqualTo(all.phases().size());
    assertThat(all.phases().values()).doesNotContain(Alert.EARLY);
    assertThat(FinalDocuments.of(all.documents()))
        .isEqualTo(FinalDocuments.of(new JobRun(alerts, List.of(), List.of())));
  }

  /** All revisions of some alerts: a day has an index, and to make one takes a server long. */
  private List<Alert> ofTheFirstDays(List<Alert> alerts) {
    long end = Instant.parse("2026-09-05T00:00:00Z").toEpochMilli();
    Set<String> ids =
        alerts.stream()
            .filter(alert -> !alert.phase.equals(Alert.EARLY) && alert.time < end)
            .map(alert -> alert.id)
            .collect(Collectors.toSet());
    return alerts.stream().filter(alert -> ids.contains(alert.id)).toList();
  }

  @Test
  void whatIsRefusedIsADeadLetterWithTheServersReason() throws Exception {
    SearchIndex index = index("strict");
    index.create("{\"properties\":{\"trailhound\":{\"properties\":{\"term\":{\"type\":\"ip\"}}}}}");
    Path dead = folder.resolve(product + "-dead.ndjson");
    environment(config(index, "--input=" + Vectors.EVENTS, "--dead-letters=" + dead)).execute();

    List<Alert> terms = run.finals().stream().filter(alert -> alert.term != null).toList();
    List<JsonNode> letters = new ArrayList<>();
    for (String line : Files.readAllLines(dead)) {
      letters.add(JSON.readTree(line));
    }
    assertThat(letters)
        .extracting(letter -> letter.get("source").asText())
        .containsAll(terms.stream().map(alert -> alert.id).toList());
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.get("reason").asText()).isEqualTo("refused-by-elasticsearch");
              assertThat(letter.get("detail").asText())
                  .startsWith("400 ")
                  .contains("parsing_exception: ", "[trailhound.term]", "not an IP string");
              JsonNode raw = JSON.readTree(letter.get("raw").binaryValue());
              assertThat(raw.at("/event/id").asText()).isEqualTo(letter.get("source").asText());
            });
    assertThat(FinalDocuments.of(index.documents()))
        .hasSize(Vectors.expected().size() - terms.size());
  }

  @Test
  void whatIsRefusedLeavesAnOpenJobWithoutCheckpointsAtOnce() throws Exception {
    SearchIndex index = index("refusing");
    index.create("{\"properties\":{\"rule\":{\"type\":\"long\"}}}");
    StreamExecutionEnvironment env = SharedFlink.environment(2, JobRun.settings("hashmap"));
    var alerts =
        DetectionPipeline.build(
                TestSources.open(Vectors.events()).in(env),
                JobRun.RULES,
                Optional.of(Vectors.ASN_DB.toString()),
                JobRun.LATENESS)
            .alerts();
    CloseableIterator<DeadLetter> letters =
        output(config(index, "--input=a")).write(alerts, "alerts").orElseThrow().collectAsync();
    try (RunningJob job = RunningJob.start(env);
        letters) {
      assertThat(letters.next().reason()).isEqualTo("refused-by-elasticsearch");
      assertThat(job.checkpoints()).isZero();
      assertThat(job.runs()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"read_only_allow_delete", "write"})
  void whatTheServerDoesNotTakeNowIsSentAgain(String block) throws Exception {
    SearchIndex index = index("blocked-" + block.replace('_', '-'));
    index.create("{}");
    index.block(block, true);
    try (RunningJob job =
        RunningJob.start(environment(config(index, "--input=" + Vectors.EVENTS)))) {
      job.await("a retry", () -> Scrape.sum(job, "sinkRetries"), sum -> sum > 0);
      index.block(block, false);
      job.end();
    }

    assertThat(FinalDocuments.of(index.documents())).isEqualTo(FinalDocuments.of(run));
  }

  @Test
  void aTemplateThatIsThereStaysAsItIs() throws Exception {
    SearchIndex index = index("owned");
    String path = "/_index_template/trailhound-owned";
    index.call("PUT", path, "{\"index_patterns\":[\"mine\"],\"_meta\":{\"owner\":\"me\"}}");
    JsonNode before = index.call("GET", path, "");
    ElasticsearchCheck.require(config(index, "--input=a").elasticsearch(), true);

    assertThat(index.call("GET", path, "")).isEqualTo(before);
  }

  @Test
  void aDryRunInstallsNoTemplate() throws Exception {
    SearchIndex index = index("looked-at");

    assertThat(ElasticsearchCheck.look(config(index, "--input=a").elasticsearch(), true)).isTrue();
    assertThat(index.call("GET", "/_index_template", "").toString())
        .doesNotContain("trailhound-looked-at");
  }

  @Test
  void aTemplateThatTheServerRefusesStopsTheStart() throws Exception {
    SearchIndex index = index("taken");
    index.call(
        "PUT", "/_index_template/other", "{\"index_patterns\":[\"take*\"],\"priority\":500}");
    try {
      assertThatThrownBy(
              () -> ElasticsearchCheck.require(config(index, "--input=a").elasticsearch(), true))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith(
              "elasticsearch-url: %s doesn't take the index template 'trailhound-taken': 400 illegal_argument_exception",
              server.url());
    } finally {
      index.call("DELETE", "/_index_template/other", "");
    }
  }

  private SearchIndex index(String name) {
    return new SearchIndex(server, name);
  }

  private JobConfig config(SearchIndex index, String... more) {
    Stream<String> fixed =
        Stream.of(
            "--sink=elasticsearch",
            "--elasticsearch-url=" + server.url(),
            "--elasticsearch-index=" + index.name(),
            "--asn-db=" + Vectors.ASN_DB);
    return JobConfig.of(
        Arguments.parse(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new)));
  }

  private StreamExecutionEnvironment environment(JobConfig config) {
    RuleBook rules = TrailhoundJob.prepare(config);
    ElasticsearchCheck.require(config.elasticsearch(), true);
    StreamExecutionEnvironment env = SharedFlink.environment(2, JobRun.settings("hashmap"));
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
    return env;
  }

  private ElasticsearchOutput output(JobConfig config) {
    EcsAlert documents = new EcsAlert(JobRun.RULES.rules(), "test");
    return new ElasticsearchOutput(
        config.elasticsearch(), documents, JobRun.RULES.rules(), "alerts-elasticsearch");
  }

  /** These, in this order, and nothing refused. */
  private void write(List<Alert> alerts, JobConfig config) throws Exception {
    StreamExecutionEnvironment env = SharedFlink.environment(1, JobRun.settings("hashmap"));
    var refused =
        output(config)
            .write(env.fromData(alerts, Types.POJO(Alert.class)).uid("alerts"), "alerts")
            .orElseThrow();
    assertThat(refused.executeAndCollect(1)).isEmpty();
  }
}
