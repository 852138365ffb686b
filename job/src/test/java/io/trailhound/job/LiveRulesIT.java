package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists and filters that change in the folders of a job that runs, seen from outside: at its alerts
 * and its metrics. A job looks every ten seconds, so this takes most of a minute.
 */
@Tag("e2e")
class LiveRulesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
  private static final Instant EXPIRES = Instant.parse("2026-09-01T18:00:00Z");

  private static final String RULES =
      """
      title: A call of the list
      name: listed
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName|expand: '%calls%'}, condition: s}
      ---
      title: The last call of those of a second
      name: last
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: GetUser}, condition: s}
      """;

  private static final String EXCEPTION =
      """
      title: Bob may
      logsource: {product: aws, service: cloudtrail}
      filter: {rules: [listed], selection: {user.name: bob}, condition: selection}
      expires: 2026-09-01T18:00:00Z
      reason: his migration
      """;

  @TempDir Path folder;
  private Instant time = NOON;

  /** By event id the version of the rule that its alert tells. */
  private final Map<String, String> versions = new TreeMap<>();

  @Test
  void anExceptionHoldsUntilItExpiresAndABrokenFileChangesNothing() throws Exception {
    rules("r.yml", RULES);
    rules("lists/calls.txt", "ListUsers\n");
    try (RunningJob job = start()) {
      assertThat(alertsOfNextCalls(job)).containsExactly("bob");
      String before = versions.get("bob " + time);
      assertThat(Scrape.sum(job, "rulesReloaded")).isZero();

      rules("lists/calls.txt", "ListUsers\nListRoles\n");
      rules("exception.yml", EXCEPTION);
      job.await(
          "the exception and the list",
          () -> alertsOfNextCalls(job),
          users -> users.equals(List.of("carol")));
      assertThat(Scrape.sum(job, "rulesReloaded")).isPositive();
      assertThat(Scrape.sum(job, "rulesReloadFailures")).isZero();

      rules("lists/calls.txt", "# none is left\n");
      job.await(
          "a failure", () -> Scrape.sum(job, "rulesReloadFailures"), failures -> failures == 1);
      assertThat(alertsOfNextCalls(job)).containsExactly("carol");
      assertThat(Scrape.sum(job, "exceptionsExpired")).isZero();

      time = EXPIRES;
      assertThat(alertsOfNextCalls(job)).containsExactly("bob", "carol");
      assertThat(versions.get("bob " + time)).isNotBlank().isNotEqualTo(before);
      job.await(
          "the end of the exception",
          () -> Scrape.sum(job, "exceptionsExpired"),
          ended -> ended == 1);
    }
  }

  private RunningJob start() throws Exception {
    Files.createDirectories(folder.resolve("trail"));
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                "--input=" + folder.resolve("trail"),
                "--watch=100ms",
                "--rules=" + folder.resolve("rules"),
                "--alerts=" + folder.resolve("alerts.ndjson"),
                "--dead-letters=" + folder.resolve("dead.ndjson"),
                "--late=" + folder.resolve("late.ndjson")));
    RuleBook rules = TrailhoundJob.prepare(config);
    return RunningJob.start(
        JobRun.settings("hashmap"),
        1,
        null,
        env -> TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules)));
  }

  /** Has bob, carol and dave call in the next second; returns the first two as far as alerts do. */
  private List<String> alertsOfNextCalls(RunningJob job) throws Exception {
    time = time.plusSeconds(1);
    String last = "dave " + time;
    input(List.of(call("bob", "ListUsers"), call("carol", "ListRoles"), call("dave", "GetUser")));
    job.await("the alert on " + last, this::alerts, alerts -> alerts.containsKey(last));
    versions.putAll(alerts());
    return versions.keySet().stream()
        .filter(id -> id.endsWith(" " + time) && !id.equals(last))
        .map(id -> id.substring(0, id.indexOf(' ')))
        .toList();
  }

  private String call(String user, String action) {
    return """
        {"eventTime":"%s","eventID":"%s","eventSource":"iam.amazonaws.com","eventName":"%s",\
        "userIdentity":{"type":"IAMUser","userName":"%s","arn":"arn:aws:iam::111122223333:user/%s"}}"""
        .formatted(time, user + " " + time, action, user, user);
  }

  /** As {@link #versions}. */
  private Map<String, String> alerts() throws IOException {
    Map<String, String> alerts = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("alerts.ndjson"))) {
      JsonNode alert = JSON.readTree(line);
      alerts.put(alert.at("/trailhound/event_ids/0").asText(), alert.at("/rule/version").asText());
    }
    return alerts;
  }

  private void input(List<String> lines) throws IOException {
    Cuts.write(folder.resolve("trail").resolve(time.getEpochSecond() + ".ndjson"), lines);
  }

  private void rules(String name, String text) throws IOException {
    Cuts.write(folder.resolve("rules").resolve(name), List.of(text));
  }
}
