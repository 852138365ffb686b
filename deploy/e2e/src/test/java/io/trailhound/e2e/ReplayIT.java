package io.trailhound.e2e;

import static io.trailhound.e2e.AlertFolder.only;
import static io.trailhound.e2e.AlertFolder.principal;
import static io.trailhound.e2e.AlertFolder.rule;
import static io.trailhound.e2e.TwelveDays.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.Cuts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The days behind the savepoint of a real cluster, once more: as they were, and with its state
 * changed.
 */
@ExtendWith(WithTwelveDays.class)
final class ReplayIT {
  private static final String CALL = "aws_vpn_asn_discovery_call";
  private static final String FIRST_SEEN = "aws_vpn_asn_first_seen";
  private static final String IMPACT = "aws_vpn_discovery_then_impact";

  @TempDir private static Path folder;
  private static TwelveDays days;
  private static Path archive;

  /** A principal and its network. */
  private record Pair(String principal, int network) {
    static Pair of(JsonNode alert) {
      JsonNode term = alert.at("/trailhound/term");
      return new Pair(
          AlertFolder.principal(alert),
          term.isInt() ? term.asInt() : alert.at("/source/as/number").asInt());
    }
  }

  @BeforeAll
  static void archiveTheRest(TwelveDays twelveDays) throws Exception {
    days = twelveDays;
    archive = folder.resolve("archive");
    Cuts.write(archive.resolve("rest.ndjson.gz"), days.rest);
  }

  @Test
  void onTheClusterTheSameAlertsComeAgainAndBearTheReplaysName() throws Exception {
    AlertFolder found = new AlertFolder(folder.resolve("on-the-cluster"));
    String job =
        Submission.RUN_CLUSTER.submit(
            days.cluster, 2, Optional.empty(), replay(archive, days.savepoint, "again", found));
    days.awaitFinished(job);

    assertThat(Differences.of(unmarked(found, "again"), days.after())).isEmpty();
  }

  @Test
  void inThisProcessTheSameAlertsComeAgainAndBearTheReplaysName() throws Exception {
    assertThat(Differences.of(locally(archive, days.savepoint, "here"), days.after())).isEmpty();
  }

  @Test
  void aSequenceThatBeganBeforeTheSavepointIsAmongThem() {
    String savepoint = Cuts.time(days.rest.get(0)).toString();
    assertThat(days.after().values())
        .filteredOn(it -> rule(it).equals(RuleFolders.SEQUENCE))
        .extracting(it -> it.at("/trailhound/steps/0/time").asText())
        .anyMatch(it -> it.compareTo(savepoint) <= 0);
  }

  @Test
  void whoWasForgottenIsNewOnce() throws Exception {
    JsonNode seen = seenFirst();
    String forgotten = folder.resolve("forgotten").toString();
    TwelveDays.state("forget", days.savepoint, "--principal", principal(seen), "--out", forgotten);
    Path withCall = folder.resolve("archive-with-call");
    Cuts.write(withCall.resolve("rest.ndjson.gz"), days.rest);
    Instant again = Cuts.time(days.rest.get(0)).plus(Duration.ofHours(1));
    String address = seen.at("/source/ip").asText();
    Cuts.write(
        withCall.resolve("call.ndjson"),
        List.of(Call.record(principal(seen), address, again, "sts", "GetCallerIdentity")));

    SortedMap<String, JsonNode> known = locally(withCall, days.savepoint, "known");
    assertThat(without(known, days.after()).values())
        .extracting(AlertFolder::rule)
        .containsExactly(CALL);
    SortedMap<String, JsonNode> found = locally(withCall, forgotten, "forgotten");
    assertThat(Differences.of(only(found, it -> known.containsKey(id(it))), known)).isEmpty();
    assertThat(without(found, known).values())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(rule(it)).isEqualTo(FIRST_SEEN);
              assertThat(Pair.of(it)).isEqualTo(Pair.of(seen));
              assertThat(it.at("/trailhound/first_seen").asText()).isEqualTo(again.toString());
            });
  }

  @Test
  void whatWasApprovedIsNotNewAndNothingFollowsFromIt() throws Exception {
    Set<Pair> approved = oneThatImpactFollowsAndOneThatItDoesNot();
    Path csv = folder.resolve("approved.csv");
    Files.write(
        csv,
        approved.stream()
            .map(it -> it.principal() + ",AS" + it.network() + ",2026-12-31")
            .toList());
    String savepoint = folder.resolve("approved").toString();
    TwelveDays.state("approve", days.savepoint, "--csv", csv.toString(), "--out", savepoint);

    SortedMap<String, JsonNode> found = locally(archive, savepoint, "approved");
    SortedMap<String, JsonNode> silent =
        only(
            days.after(),
            it ->
                (rule(it).equals(FIRST_SEEN) && approved.contains(Pair.of(it)))
                    || (rule(it).equals(IMPACT)
                        && approved.stream().anyMatch(p -> p.principal().equals(principal(it)))));
    assertThat(without(found, days.after())).isEmpty();
    assertThat(Differences.of(without(days.after(), found), silent)).isEmpty();
    assertThat(silent.values()).extracting(AlertFolder::rule).contains(FIRST_SEEN, IMPACT);
  }

  private static SortedMap<String, JsonNode> locally(Path input, String savepoint, String name)
      throws Exception {
    AlertFolder found = new AlertFolder(folder.resolve("alerts-" + name));
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(replay(input, savepoint, name, found));
    Launcher.run(words).done();
    return unmarked(found, name);
  }

  private static List<String> replay(
      Path input, String savepoint, String name, AlertFolder alerts) {
    List<String> words = new ArrayList<>(TwelveDays.files(input, alerts));
    words.addAll(List.of("--from-savepoint=" + savepoint, "--replay", name));
    return words;
  }

  /** The final alerts, after all were found to be marked. */
  private static SortedMap<String, JsonNode> unmarked(AlertFolder alerts, String name) {
    assertThat(alerts.documents())
        .extracting(it -> it.at("/trailhound/replay").asText())
        .containsOnly(name);
    SortedMap<String, JsonNode> finals = alerts.finals();
    finals.values().forEach(it -> ((ObjectNode) it.get("trailhound")).remove("replay"));
    return finals;
  }

  private static SortedMap<String, JsonNode> without(
      SortedMap<String, JsonNode> some, Map<String, JsonNode> others) {
    SortedMap<String, JsonNode> left = new TreeMap<>(some);
    left.keySet().removeAll(others.keySet());
    return left;
  }

  /** A user's newest network of before the savepoint, long enough for the alert to be final. */
  private static JsonNode seenFirst() {
    return only(days.before, it -> rule(it).equals(FIRST_SEEN) && principal(it).contains(":user/"))
        .values()
        .stream()
        .max(Comparator.comparing(it -> it.get("@timestamp").asText()))
        .orElseThrow();
  }

  private static Set<Pair> oneThatImpactFollowsAndOneThatItDoesNot() {
    Set<String> impact = new HashSet<>();
    pairs(days.after(), IMPACT).forEach(it -> impact.add(it.principal()));
    Set<Pair> news = pairs(days.after(), FIRST_SEEN);
    Set<Pair> chosen = new HashSet<>();
    for (boolean followed : new boolean[] {true, false}) {
      chosen.add(
          news.stream()
              .filter(it -> impact.contains(it.principal()) == followed)
              .findFirst()
              .orElseThrow());
    }
    return chosen;
  }

  private static Set<Pair> pairs(SortedMap<String, JsonNode> alerts, String rule) {
    Set<Pair> pairs = new LinkedHashSet<>();
    only(alerts, it -> rule(it).equals(rule)).values().forEach(it -> pairs.add(Pair.of(it)));
    return pairs;
  }
}
