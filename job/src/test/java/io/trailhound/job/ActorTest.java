package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who is behind sessions: users who assume roles, and with these others, through the whole graph,
 * in any order and cut.
 */
class ActorTest {
  private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
  private static final String USER = "arn:aws:iam::111122223333:user/u";

  private static final String GET =
      "\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\"";

  /** With a session, but without a call that hands out its key. */
  private static final int STRANGER = 9;

  @TempDir private Path folder;
  private RuleBook rules;

  @BeforeEach
  void writeRules() throws IOException {
    Path dir = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        dir.resolve("actor.yml"),
        """
        title: A look
        name: look
        logsource: {product: aws, service: cloudtrail}
        detection: {s: {eventName: [GetObject]}, condition: s}
        level: low
        ---
        title: Many looks of one person, whatever sessions they have
        name: many
        correlation:
          type: event_count
          rules: look
          group-by: [trailhound.actor]
          timespan: 10m
          window: tumbling
          condition: {gte: 4}
          generate: true
        level: low
        ---
        title: Two in a row
        name: row
        correlation: {type: temporal, rules: [look, many], group-by: [trailhound.actor], timespan: 10m, generate: true}
        level: high
        """);
    rules = RuleLoader.load(dir, List.of()).namingActors();
  }

  private static String record(Instant time, String id, String identity, String rest) {
    return """
        {"eventVersion":"1.08","eventTime":"%s","awsRegion":"%s","sourceIPAddress":"203.0.113.9","eventID":"%s","recipientAccountId":"111122223333","userIdentity":{%s},%s}"""
        .formatted(time, "eu-west-" + (1 + id.hashCode() % 2), id, identity, rest);
  }

  private static String session(int user, String level) {
    return """
        "type":"AssumedRole","principalId":"AROA:s%s%s","arn":"arn:aws:sts::111122223333:assumed-role/r%s/s%s","accountId":"111122223333","accessKeyId":"ASIA%s%s"\
        """
        .formatted(level, user, level, user, level, user);
  }

  private static String handsOut(Instant time, String key) {
    return handsOut(key, 3 + time.atZone(ZoneOffset.UTC).getHour());
  }

  private static String handsOut(String key, int untilHour) {
    return """
        "eventSource":"sts.amazonaws.com","eventName":"AssumeRole","responseElements":{"credentials":{"accessKeyId":"%s","expiration":"Sep 1, 2026, %s:00:00 AM"}}"""
        .formatted(key, untilHour);
  }

  private static String user(int user) {
    return """
        "type":"IAMUser","principalId":"AIDA%s","arn":"%s%s","accountId":"111122223333","accessKeyId":"AKIA%s","userName":"u%s"\
        """
        .formatted(user, USER, user, user, user);
  }

  /** Of each user two roles, the second with the first one's key, and calls of all three. */
  private static List<String> records() {
    List<String> records = new ArrayList<>();
    for (int user = 0; user <= STRANGER; user++) {
      Instant time = START.plusSeconds(30L * user);
      String self = user(user);
      if (user != STRANGER) {
        records.add(record(time, "a" + user, self, handsOut(time, "ASIAx" + user)));
        time = time.plusSeconds(1);
        records.add(record(time, "b" + user, session(user, "x"), handsOut(time, "ASIAy" + user)));
      }
      records.add(record(time, "c" + user, self, GET));
      records.add(record(time.plusSeconds(5), "d" + user, session(user, "x"), GET));
      records.add(record(time.plusSeconds(9), "e" + user, session(user, "y"), GET));
      records.add(record(time.plusSeconds(9), "f" + user, session(user, "y"), GET));
    }
    return records;
  }

  private JobRun run(List<String> records, int parallelism, String backend) throws Exception {
    Path input = Files.createDirectories(folder.resolve("in-" + System.nanoTime()));
    Cuts.cloudTrail(records, Duration.ofMinutes(1), input);
    JobRun run =
        JobRun.of(TestSources.files(input, rules), parallelism, JobRun.settings(backend), rules);
    assertThat(run.late()).isEmpty();
    assertThat(run.deadLetters()).isEmpty();
    assertThat(run.leftEarly()).isEmpty();
    return run;
  }

  private SortedMap<String, String> documents(JobRun run) {
    EcsAlert document = new EcsAlert(rules.rules(), "test");
    SortedMap<String, String> byId = new TreeMap<>();
    run.finals().forEach(alert -> byId.put(alert.id, document.toJson(alert)));
    return byId;
  }

  @Test
  void alertsAndGroupsAreOfThePersonBehindTheSessions() throws Exception {
    JobRun run = run(records(), 2, "hashmap");

    Map<String, String> looks =
        run.finals().stream()
            .filter(alert -> alert.rule.equals("look"))
            .collect(
                Collectors.toMap(
                    alert -> alert.eventIds.get(0), alert -> String.valueOf(alert.actor)));
    for (int user = 0; user < STRANGER; user++) {
      for (String call : List.of("c", "d", "e", "f")) {
        assertThat(looks).containsEntry(call + user, USER + user);
      }
    }
    assertThat(looks)
        .containsEntry("c" + STRANGER, USER + STRANGER)
        .containsEntry("d" + STRANGER, "null")
        .containsEntry("e" + STRANGER, "null");
    for (String rule : List.of("many", "row")) {
      List<Alert> alerts = run.finals().stream().filter(a -> a.rule.equals(rule)).toList();
      assertThat(alerts).as(rule).hasSize(STRANGER);
      assertThat(alerts).allSatisfy(alert -> assertThat(alert.group).isEqualTo(alert.actor));
    }
    assertThat(documents(run).values())
        .anyMatch(document -> document.contains("\"user\":[\"u1\",\"" + USER + "1\"]"))
        .anyMatch(document -> document.contains("\"actor\":\"" + USER + "1\""));
  }

  @Test
  void theyAreTheSameInAnyOrderCutAndParallelism() throws Exception {
    SortedMap<String, String> asTheyCame = documents(run(records(), 1, "hashmap"));
    for (int seed = 1; seed <= 2; seed++) {
      List<String> others = Cuts.shuffled(records(), JobRun.LATENESS, seed);
      String backend = seed == 1 ? "rocksdb" : "hashmap";
      assertThat(documents(run(others, 1 + seed, backend))).isEqualTo(asTheyCame);
    }
  }

  /** The next role before a key of an hour is over, and calls when the first key is long gone. */
  private static List<String> juggling() {
    List<String> records = new ArrayList<>();
    records.add(record(START, "a", user(1), handsOut("ASIAx1", 1)));
    Instant second = START.plus(Duration.ofMinutes(50));
    records.add(record(second, "b", session(1, "x"), handsOut("ASIAy1", 2)));
    Instant third = START.plus(Duration.ofMinutes(70));
    records.add(record(third, "c", session(1, "y"), handsOut("ASIAz1", 3)));
    for (int call = 0; call < 4; call++) {
      records.add(record(third.plusSeconds(60 + call), "d" + call, session(1, "z"), GET));
    }
    return records;
  }

  @Test
  void rolesTakenAgainAndAgainLeadToThePersonInAnyOrder() throws Exception {
    JobRun asTheyCame = run(juggling(), 1, "hashmap");
    assertThat(asTheyCame.finals())
        .extracting(alert -> alert.rule)
        .containsExactlyInAnyOrder("look", "look", "look", "look", "many", "row");
    assertThat(asTheyCame.finals())
        .allSatisfy(alert -> assertThat(alert.actor).isEqualTo(USER + 1))
        .filteredOn(alert -> !alert.rule.equals("look"))
        .allSatisfy(alert -> assertThat(alert.group).isEqualTo(USER + 1));

    JobRun others = run(Cuts.shuffled(juggling(), JobRun.LATENESS, 3), 2, "rocksdb");
    assertThat(documents(others)).isEqualTo(documents(asTheyCame));
  }

  @Test
  void withoutAnybodyAskingThereAreNoOperatorsForIt() {
    assertThat(JobRun.RULES.tracesActors()).isFalse();
    assertThat(JobRun.RULES.extraFields().paths()).noneMatch(path -> path.contains("accessKeyId"));
  }

  @Test
  void whatGoesToRareRatioStaysInOneChainWithTheSource() throws IOException {
    StreamExecutionEnvironment env = SharedFlink.environment(1, JobRun.settings("hashmap"));
    JobRun.Input input =
        TestSources.files(Files.write(folder.resolve("records.ndjson"), records()), rules);
    DetectionPipeline.build(input.in(env), rules, Optional.empty(), JobRun.LATENESS)
        .alerts()
        .sinkTo(new DiscardingSink<>())
        .uid("no-alerts");

    assertThat(env.getStreamGraph(false).getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .anyMatch(chain -> chain.contains("MatchRules") && chain.contains("GatherTrusted"));
  }
}
