package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vectors through the whole job, with broken records among them, from a folder that is watched,
 * so that the job stays; and what Flink's own Prometheus reporter then serves.
 */
class MetricsTest {
  private static final List<String> BROKEN =
      List.of("{\"eventTime\":", "{\"hello\":1}", "[]", "[]");

  /** Those of Kafka's clients, and those of the interfaces that a generated source has not. */
  private static final Pattern ONLY_WITH_KAFKA =
      Pattern.compile(".*(_Kafka(SourceReader|Producer)_.*|_pendingRecords|_currentSendTime)");

  private static final String ENUMERATOR =
      "flink_jobmanager_job_operator_coordinator_enumerator_trailhound_";

  /** Those of other sources and sinks, which have tests of their own. */
  private static final List<String> ELSEWHERE =
      List.of(
          Scrape.PREFIX + Metrics.SINK_RETRIES,
          Scrape.PREFIX + Metrics.DOCUMENTS_REFUSED,
          Scrape.PREFIX + Metrics.DOCUMENTS_GIVEN_UP,
          Scrape.PREFIX + Metrics.SILENT_TRAILS,
          Scrape.PREFIX + Metrics.KEYS_HANDED_OUT,
          Scrape.PREFIX + Metrics.ACTORS_UNKNOWN,
          Scrape.PREFIX + Metrics.ALERTS_WITHOUT_INCIDENT,
          Scrape.PREFIX + Metrics.RULE + "_" + Metrics.SUPPRESSED,
          "flink_taskmanager_job_task_operator_user_trailhound_" + Metrics.LETTERS_CUT,
          ENUMERATOR + Metrics.COLD_STARTS,
          ENUMERATOR + Metrics.MESSAGES_RECEIVED,
          ENUMERATOR + Metrics.MESSAGES_DELETED,
          ENUMERATOR + Metrics.MESSAGES_NOT_UNDERSTOOD,
          ENUMERATOR + Metrics.OLDEST_MESSAGE,
          ENUMERATOR + Metrics.QUEUE_FAILURES,
          ENUMERATOR + Metrics.STREAM_FAILURES,
          Scrape.PREFIX + Metrics.STREAM_FAILURES,
          Scrape.PREFIX + Metrics.READS_THROTTLED,
          Scrape.PREFIX + Metrics.SHARDS_TRIMMED,
          Scrape.PREFIX + Metrics.MILLIS_BEHIND_LATEST);

  private static final List<String> LABELS = List.of(Metrics.REASON, Metrics.RULE, Metrics.PHASE);

  private static final String ON_ALERTS = "aws_vpn_discovery_then_impact";

  private static final Pattern RULE = Pattern.compile("\"rule\": \"(\\w+)\"");

  private static final Path DASHBOARDS = Path.of("..", "deploy", "dashboards");

  @TempDir static Path folder;

  private static RunningJob job;
  private static Map<String, Long> expected;
  private static Scrape metrics;
  private static int events;
  private static long latest;
  private static long started;
  private static long scraped;

  @BeforeAll
  static void runToTheLastFinalAlert() throws Exception {
    StreamExecutionEnvironment env = SharedFlink.environment(2, JobRun.settings("hashmap"));
    JobConfig config = JobConfig.of(Arguments.parse(arguments()));
    TrailhoundJob.draw(
        env,
        config,
        TrailhoundJob.prepare(config),
        Sinks.of(config, JobRun.RULES, new DiscardingSink<>()));
    started = System.currentTimeMillis();
    job = RunningJob.start(env);
    expected =
        Vectors.expected().stream()
            .map(RULE::matcher)
            .filter(Matcher::find)
            .collect(Collectors.groupingBy(m -> m.group(1), TreeMap::new, Collectors.counting()));
    job.await("final alerts", () -> finals(Scrape.of(job)), expected::equals);
    job.await("files", () -> Scrape.sum(job, "filesRead"), files -> files == 1);
    metrics = Scrape.of(job);
    scraped = System.currentTimeMillis();
  }

  private static Map<String, Long> finals(Scrape metrics) {
    return metrics.by("rule", "rule_phase_alerts", Map.of("phase", Alert.FINAL));
  }

  private static String[] arguments() throws IOException {
    Path input = Files.createDirectory(folder.resolve("input"));
    Files.write(input.resolve("events.ndjson"), input());
    return new String[] {
      "--input=" + input,
      "--watch=200ms",
      "--dead-letters=" + folder.resolve("dead.ndjson"),
      "--late=" + folder.resolve("late.ndjson"),
      "--asn-db=" + Vectors.ASN_DB
    };
  }

  private static List<String> input() {
    List<String> input = new ArrayList<>(Vectors.events());
    events = input.size() + 1;
    input.addAll(BROKEN);
    latest = Vectors.longAfter().toEpochMilli();
    input.add(Vectors.recordOf(Vectors.longAfter()));
    return input;
  }

  @AfterAll
  static void end() throws Exception {
    job.close();
  }

  @Test
  void namesTypesAndLabelsAreThoseOfTheGoldenFile() throws IOException {
    assertThat(metrics.signatures(Scrape.GROUP))
        .isEqualTo(Files.readAllLines(Path.of("src/test/resources/metrics.txt")));
  }

  @Test
  void nothingIsThereTwiceForCloudWatchWhereNobodyAskedForThat() {
    assertThat(metrics.signatures(Scrape.CLOUD_WATCH_GROUP)).isEmpty();
  }

  @Test
  void theDashboardAsksForMetricsThatThereAre() throws IOException {
    requireThatThereAre(onTheDashboard());
  }

  @Test
  void theRulesAskForMetricsThatThereAre() throws IOException {
    requireThatThereAre(flinksNames(Files.readString(DASHBOARDS.resolve("prometheus-rules.yml"))));
  }

  private static void requireThatThereAre(Stream<String> names) {
    List<String> asked =
        names
            .filter(ONLY_WITH_KAFKA.asMatchPredicate().negate())
            .filter(name -> !ELSEWHERE.contains(name))
            .toList();
    assertThat(asked).isNotEmpty();
    assertThat(metrics.names()).containsAll(asked);
  }

  @Test
  void theDashboardShowsAllOfOurs() throws Exception {
    List<String> shown = onTheDashboard().toList();
    for (String metric : ours()) {
      assertThat(shown).as(metric).anyMatch(name -> name.matches(".*_trailhound_(.*_)?" + metric));
    }
  }

  private static Stream<String> onTheDashboard() throws IOException {
    Path dashboard = DASHBOARDS.resolve("grafana-trailhound.json");
    return new ObjectMapper()
        .readTree(dashboard.toFile()).findValuesAsText("expr").stream()
            .flatMap(expression -> flinksNames(expression));
  }

  @Test
  void thePageTellsOfAllOfThemAndOfFlinksOnlyWhatThereIs() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "metrics.md"));
    for (String metric : ours()) {
      assertThat(page).contains("\n| `" + metric + "` |");
    }
    assertThat(metrics.names())
        .containsAll(
            flinksNames(page)
                .filter(ONLY_WITH_KAFKA.asMatchPredicate().negate())
                .filter(name -> !name.endsWith("trailhound_"))
                .toList());
  }

  private static List<String> ours() throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Field constant : Metrics.class.getFields()) {
      names.add((String) constant.get(null));
    }
    names.removeAll(LABELS);
    return names;
  }

  private static Stream<String> flinksNames(String text) {
    return Pattern.compile("flink_\\w+").matcher(text).results().map(MatchResult::group);
  }

  @Test
  void everyRecordIsCounted() {
    assertThat(metrics.sum("events", Map.of())).isEqualTo(events);
    assertThat(metrics.by("reason", "reason_deadLetters", Map.of()))
        .isEqualTo(Map.of("malformed_json", 1L, "not_cloudtrail", 1L, "no_records", 2L));
    assertThat(metrics.sum("late", Map.of())).isZero();
  }

  @Test
  void aMatchRuleHasAtLeastAsManyMatchesAsAlertsAndOnlyFinalOnes() {
    String rule = "aws_vpn_asn_discovery_call";
    assertThat(metrics.sum("rule_matches", Map.of("rule", rule)))
        .isGreaterThanOrEqualTo(expected.get(rule));
    assertThat(metrics.by("phase", "rule_phase_alerts", Map.of("rule", rule)))
        .isEqualTo(Map.of("final", expected.get(rule)));
  }

  @Test
  void delaysAreThoseOfAlertsThatAnEventCausedAndNotTheWatermark() {
    long caused =
        metrics.by("rule", "rule_phase_alerts", Map.of("phase", "early")).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    caused += expected.get("aws_vpn_asn_discovery_call");
    caused += expected.get("aws_vpn_asn_service_principal");
    // At full speed a final alert may overtake its early revision as a step of the one sequence
    // rule that has such steps; the early alert it then causes has no arrival.
    Long mayHaveNone =
        metrics.by("phase", "rule_phase_alerts", Map.of("rule", ON_ALERTS)).get("early");
    assertThat(metrics.sum("alertDelay_count", Map.of()))
        .isBetween((double) caused - mayHaveNone, (double) caused);
    assertThat(metrics.sum("alertDelay", Map.of("quantile", "0.99", "subtask_index", "0")))
        .as("no longer than the job has run")
        .isBetween(0.0, (double) (scraped - started));
  }

  @Test
  void eventTimeLagIsFromTheLatestEventToNow() {
    List<Double> lags = metrics.values("eventTimeLag");
    assertThat(lags).as("one subtask had no file").hasSize(2).contains(-1.0);
    assertThat(Collections.max(lags).longValue()).isBetween(started - latest, scraped - latest);
  }

  @Test
  void theAsnFileIsAsOldAsItIs() throws IOException {
    long written = Files.getLastModifiedTime(Vectors.ASN_DB).toMillis();
    assertThat((long) metrics.sum("asnFileAge", Map.of("subtask_index", "0")))
        .isBetween((started - written) / 1000, (scraped - written) / 1000);
    assertThat(metrics.sum("asnReloadFailures", Map.of())).isZero();
  }
}
