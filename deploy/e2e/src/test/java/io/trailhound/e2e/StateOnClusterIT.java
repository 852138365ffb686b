package io.trailhound.e2e;

import static io.trailhound.e2e.AlertFolder.only;
import static io.trailhound.e2e.AlertFolder.principal;
import static io.trailhound.e2e.AlertFolder.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.Cuts;
import io.trailhound.job.Vectors;
import io.trailhound.local.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The state of a real cluster's job through a file and back, and on a cluster again with other
 * rules.
 */
@ExtendWith(WithTwelveDays.class)
final class StateOnClusterIT {
  private static final String FIRST_SEEN = "aws_vpn_asn_first_seen";

  /** Long after all others, and not long before the end. */
  private static final String LATECOMER = "arn:aws:iam::111122223333:user/latecomer";

  /** Of a VPN. */
  private static final String ADDRESS = "198.18.0.0";

  @TempDir private static Path folder;
  private static TwelveDays days;
  private static Path exported;
  private static String imported;

  @BeforeAll
  static void exportAndImport(TwelveDays twelveDays) throws Exception {
    days = twelveDays;
    exported = folder.resolve("state.ndjson");
    imported = folder.resolve("imported").toString();
    TwelveDays.state("export", days.savepoint, "--out", exported.toString());
    TwelveDays.state("import", exported.toString(), "--out", imported, "--base", days.savepoint);
  }

  @Test
  void nothingIsLostOnTheWayThroughAFile() throws Exception {
    assertThat(TwelveDays.stateCommand("diff", days.savepoint, imported))
        .extracting(Launcher::exitCode, Launcher::out)
        .containsExactly(0, "");
    assertThat(
            Differences.of(
                lines(TwelveDays.state("export", imported, "--out", "-").lines()),
                lines(Files.readAllLines(exported).stream())))
        .isEmpty();
  }

  @Test
  void inspectAndStatsTellWhatTheClusterKnew() throws Exception {
    JsonNode seen =
        only(days.before, it -> rule(it).equals(FIRST_SEEN)).values().stream()
            .max((a, b) -> time(a).compareTo(time(b)))
            .orElseThrow();
    assertThat(TwelveDays.state("inspect", days.savepoint, "--principal", principal(seen)).lines())
        .anyMatch(
            it -> it.contains(principal(seen)) && it.contains(seen.at("/trailhound/term").asText()))
        .anyMatch(it -> it.contains(time(seen).toString()));
    assertThat(TwelveDays.state("stats", days.savepoint).lines())
        .anyMatch(it -> it.contains(FIRST_SEEN))
        .anyMatch(it -> it.contains(RuleFolders.REMOVED))
        .anyMatch(it -> it.contains(RuleFolders.SEQUENCE))
        .anyMatch(it -> it.contains("aws_multi_region_describe_instances"))
        .anyMatch(it -> it.contains("aws_rare_source_as_organization"))
        .contains("Largest principals, bytes as exported");
  }

  @Test
  void withOtherRulesTheOthersLoseNothingAndRemovedOnesGoWithTheirTimers() throws Exception {
    List<String> arguments =
        new ArrayList<>(
            TwelveDays.watching(
                days.watched, days.alerts, RuleFolders.after(folder.resolve("rules"))));
    arguments.add("--from-savepoint=" + imported);
    Launcher run = Submission.run(days.cluster, 3, arguments);
    assertThat(run.err())
        .contains(
            "Left out of the savepoint, because this job has no such operator: cep:%s.\n"
                .formatted(RuleFolders.SEQUENCE))
        .doesNotContain("Begins empty");
    String job = Submission.job(run);
    List<String> rest = new ArrayList<>(days.rest);
    rest.addAll(longAfter());
    Cuts.write(days.watched.resolve("rest.ndjson.gz"), rest);
    Patience.await(
        "the last alert",
        () -> days.alerts.finals().values(),
        found ->
            found.stream()
                .anyMatch(
                    it -> principal(it).equals(LATECOMER) && rule(it).equals(RuleFolders.CHANGED)));
    String later = days.cluster.rest().stop(job);

    assertOtherRulesFoundWhatTheyAlwaysDo();
    assertRemovedRulesLeftNothing(later);
    assertOthersKeepWhatIsNotOver(later);
  }

  private static void assertOtherRulesFoundWhatTheyAlwaysDo() {
    Set<String> changed = new HashSet<>(RuleFolders.REMOVED_SHIPPED);
    changed.addAll(Set.of(RuleFolders.REMOVED, RuleFolders.ADDED));
    SortedMap<String, JsonNode> found = days.alerts.finals();
    assertThat(
            Differences.of(
                comparable(
                    only(
                        found,
                        it -> !changed.contains(rule(it)) && !principal(it).equals(LATECOMER))),
                comparable(only(days.all, it -> !changed.contains(rule(it))))))
        .isEmpty();
    assertThat(
            Differences.of(
                only(found, it -> RuleFolders.REMOVED_SHIPPED.contains(rule(it))),
                only(days.before, it -> RuleFolders.REMOVED_SHIPPED.contains(rule(it)))))
        .isEmpty();
    assertThat(only(found, it -> rule(it).equals(RuleFolders.ADDED))).isNotEmpty();
    assertThat(only(found, it -> principal(it).equals(LATECOMER)).values())
        .extracting(AlertFolder::rule)
        .containsExactlyInAnyOrder("aws_vpn_asn_discovery_call", FIRST_SEEN, RuleFolders.CHANGED);
  }

  private static void assertRemovedRulesLeftNothing(String savepoint) throws Exception {
    Set<String> removed = new HashSet<>(RuleFolders.REMOVED_SHIPPED);
    removed.add(RuleFolders.REMOVED);
    assertThat(TwelveDays.state("inspect", savepoint, "--format", "json").lines())
        .isNotEmpty()
        .noneMatch(it -> removed.stream().anyMatch(it::contains));
    assertThat(TwelveDays.state("stats", savepoint))
        .contains(FIRST_SEEN, RuleFolders.ADDED)
        .doesNotContain(removed);
  }

  /** Of ten days the latecomer; of ninety, all that was new. */
  private static void assertOthersKeepWhatIsNotOver(String savepoint) throws Exception {
    assertThat(TwelveDays.state("inspect", savepoint, "--rule", FIRST_SEEN).lines().skip(1))
        .singleElement()
        .asString()
        .contains(LATECOMER);
    assertThat(TwelveDays.state("inspect", savepoint, "--rule", RuleFolders.ADDED).lines().skip(1))
        .hasSameSizeAs(
            only(days.alerts.finals(), it -> rule(it).equals(RuleFolders.ADDED)).keySet());
  }

  /** A first sighting, what is now an impact, and five days later a call that no rule wants. */
  private static List<String> longAfter() {
    Instant end = Vectors.longAfter();
    Instant seen = end.plus(Duration.ofDays(25));
    return List.of(
        Call.record(LATECOMER, ADDRESS, seen, "sts", "GetCallerIdentity"),
        Call.record(LATECOMER, ADDRESS, seen.plusSeconds(60), "iam", RuleFolders.NEW_IN_LIST),
        Vectors.recordOf(seen.plus(Duration.ofDays(5))));
  }

  /** A list is part of its rule's version. */
  private static SortedMap<String, JsonNode> comparable(SortedMap<String, JsonNode> alerts) {
    alerts.replaceAll((id, alert) -> alert.deepCopy());
    only(alerts, it -> rule(it).equals(RuleFolders.CHANGED))
        .values()
        .forEach(it -> ((ObjectNode) it.get("rule")).remove("version"));
    return alerts;
  }

  /** Without the first, which names the savepoint. */
  private static Set<String> lines(Stream<String> all) {
    return new TreeSet<>(all.skip(1).toList());
  }

  private static Instant time(JsonNode alert) {
    return Instant.parse(alert.get("@timestamp").asText());
  }
}
