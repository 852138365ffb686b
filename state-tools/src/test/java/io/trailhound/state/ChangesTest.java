package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.NewTerms;
import io.trailhound.detect.RareRatio;
import io.trailhound.job.JobRun;
import io.trailhound.state.inspect.Sighting;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateJson;
import io.trailhound.state.savepoint.StateLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What forget and approve change, and what the job makes of it. */
class ChangesTest {
  @TempDir static Path folder;
  private static VectorsJob.Stopped vectorsHalf;
  private static String savepoint;

  @BeforeAll
  static void run() throws Exception {
    vectorsHalf = VectorsJob.stoppedAt(VectorsJob.HALF, "rocksdb", SavepointFormatType.CANONICAL);
    savepoint = vectorsHalf.savepoint();
  }

  private static Sighting newest() {
    return Ran.of("inspect", savepoint, "--format", "json")
        .out()
        .lines()
        .map(StateLine::parse)
        .filter(Sighting::isIn)
        .map(line -> Sighting.of(line, Sighting.episodes(line).iterator().next()))
        .max((a, b) -> Long.compare(a.last(), b.last()))
        .orElseThrow();
  }

  @Test
  void forgetMakesExactlyThatPrincipalsTermNew() {
    Sighting seen = newest();
    String out = folder.resolve("forgotten").toString();
    Ran forget = Ran.of("forget", savepoint, "--principal", seen.principal(), "--out", out);

    assertThat(forget).is(Ran.WRITTEN);
    assertThat(Ran.of("diff", savepoint, out).out().lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith(seen.principal() + "  -"));
  }

  @Test
  void forgetOfATermLeavesTheOthers() {
    Sighting seen = newest();
    String out = folder.resolve("forgotten-term").toString();
    String[] wanted = {"--principal", seen.principal(), "--term", seen.term()};
    assertThat(
            Ran.of("forget", savepoint, wanted[0], wanted[1], wanted[2], wanted[3], "--out", out))
        .is(Ran.WRITTEN);

    assertThat(Ran.of("diff", savepoint, out).out())
        .isEqualTo("%s  -  %s  %s%n".formatted(seen.principal(), seen.rule(), seen.term()));
  }

  /** The watermark that it has acted on. */
  @Test
  void whatAnOperatorKeepsBesidesItsKeysStays() {
    String out = folder.resolve("forgotten-keys").toString();
    assertThat(Ran.of("forget", savepoint, "--principal", newest().principal(), "--out", out))
        .is(Ran.WRITTEN);

    assertThat(besidesKeys(out)).isEqualTo(besidesKeys(savepoint)).isGreaterThan(1);
  }

  private static long besidesKeys(String savepoint) {
    return Savepoint.open(savepoint).metadata().getOperatorStates().stream()
        .filter(state -> state.getOperatorUid().equals(Optional.of(NewTerms.UID)))
        .flatMap(state -> state.getSubtaskStates().values().stream())
        .mapToLong(subtask -> subtask.getManagedOperatorState().size())
        .sum();
  }

  @Test
  void forgettingWhatIsNotKnownIsSaid() {
    String out = folder.resolve("nothing").toString();
    Ran forget = Ran.of("forget", savepoint, "--principal", "nobody", "--out", out);

    assertThat(forget.exitCode()).isEqualTo(2);
    assertThat(forget.err()).contains("knows nothing of nobody").contains("Right would be");
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void forgetOfAPrincipalWithCountsOnlyPointsToInspectAndToAll() {
    String out = folder.resolve("counts").toString();
    Ran forget = Ran.of("forget", savepoint, "--principal", counted(), "--out", out);

    assertThat(forget.exitCode()).isEqualTo(2);
    assertThat(forget.err())
        .contains("no term of " + counted() + ", only windows, counts or steps")
        .contains("inspect --principal " + counted())
        .endsWith("Right would be: --all, to forget those.\n")
        .hasLineCount(1);
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void forgettingATermThatIsNotKnownPointsToThoseThatAre() {
    Ran forget =
        Ran.of(
            "forget",
            savepoint,
            "--principal",
            newest().principal(),
            "--term",
            "1",
            "--out",
            folder.resolve("no-term").toString());

    assertThat(forget.exitCode()).isEqualTo(2);
    assertThat(forget.err()).contains("under 1. Right would be: a term as 'trailhound state");
  }

  @Test
  void forgetAllTakesWindowsCountsAndStepsToo() {
    for (String principal : Set.of(counted(), mostOperators())) {
      String out = folder.resolve("all-" + principal.replaceAll("\\W", "-")).toString();
      assertThat(Ran.of("forget", savepoint, "--principal", principal, "--all", "--out", out))
          .is(Ran.WRITTEN);

      assertThat(lines(out))
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(
              lines(savepoint).stream().filter(line -> !line.isOf(principal)).toList());
    }
  }

  @Test
  void forgettingAllOfOneTermIsAContradiction() {
    Ran forget =
        Ran.of("forget", savepoint, "--principal=x", "--all", "--term=1", "--out", folder + "/no");

    assertThat(forget.exitCode()).isEqualTo(2);
    assertThat(forget.err()).contains("all and term exclude each other. Right would be: ");
  }

  private static List<StateLine> lines(String path) {
    return Ran.of("inspect", path, "--format", "json").out().lines().map(StateLine::parse).toList();
  }

  /** Whose hours are counted; the ratio's groups begin with a name that is no ARN. */
  private static String counted() {
    return lines(savepoint).stream()
        .filter(line -> line.operator().equals(RareRatio.UID))
        .map(ChangesTest::principal)
        .findFirst()
        .orElseThrow();
  }

  private static String mostOperators() {
    Map<String, Set<String>> operators = new TreeMap<>();
    lines(savepoint).stream()
        .filter(line -> line.key().has("group"))
        .forEach(
            line ->
                operators
                    .computeIfAbsent(principal(line), it -> new TreeSet<>())
                    .add(line.operator()));
    return operators.entrySet().stream()
        .max(Comparator.comparingInt(one -> one.getValue().size()))
        .orElseThrow()
        .getKey();
  }

  private static String principal(StateLine line) {
    return line.key().get("group").get(0).asText();
  }

  @Test
  void approveMakesExactlyThosePairsKnown() throws Exception {
    Sighting seen = newest();
    Path csv = folder.resolve("approved.csv");
    Files.write(
        csv,
        List.of(
            "principal,asn,until",
            seen.principal() + "," + seen.term() + ",2026-12-31",
            "\"arn:aws:iam::111122223333:user/a,b\",AS9009,2026-12-31T12:00:00Z"));
    String out = folder.resolve("approved").toString();
    assertThat(Ran.of("approve", savepoint, "--csv", csv.toString(), "--out", out)).is(Ran.WRITTEN);

    assertThat(Ran.of("diff", savepoint, out).out())
        .isEqualTo(
            "arn:aws:iam::111122223333:user/a,b  +  aws_vpn_asn_first_seen  9009"
                + System.lineSeparator());
    assertThat(Ran.of("inspect", out, "--principal", seen.principal()).out())
        .contains("to 2026-12-21T00:00:00Z");
    assertThat(Ran.of("inspect", out).out()).contains("a,b is approved for 9009");
  }

  @Test
  void approveTakesCommentLinesAndBlanksAroundFields() throws Exception {
    Path csv = folder.resolve("commented.csv");
    Files.write(
        csv,
        List.of(
            "\uFEFF# who, where, how long",
            "  principal , ASN , until  ",
            "",
            "  # the new office",
            "\t arn:aws:iam::111122223333:user/office , AS9009 ,\t2026-12-31  "));
    String out = folder.resolve("commented").toString();
    assertThat(Ran.of("approve", savepoint, "--csv", csv.toString(), "--out", out)).is(Ran.WRITTEN);

    assertThat(Ran.of("diff", savepoint, out).out())
        .isEqualTo(
            "arn:aws:iam::111122223333:user/office  +  aws_vpn_asn_first_seen  9009"
                + System.lineSeparator());
  }

  /** Its life began before the watermark, which has passed that already. */
  @Test
  void anApprovalIsInForceForTheJobThatRestoresUpToItsLastSecond() throws Exception {
    List<String> news = new ArrayList<>(firstSeen(VectorsJob.expected()));
    news.removeAll(firstSeen(JobRun.documents(vectorsHalf.alerts())));
    String alert = news.get(news.size() - 1);
    JsonNode seen = StateJson.MAPPER.readTree(alert);
    Path csv = folder.resolve("to-the-second.csv");
    Files.writeString(
        csv,
        "%s,%s,%s"
            .formatted(
                seen.at("/aws/cloudtrail/user_identity/arn").asText(),
                seen.at("/trailhound/term").asText(),
                seen.at("/@timestamp").asText()));
    String out = folder.resolve("to-the-second").toString();
    assertThat(Ran.of("approve", savepoint, "--csv", csv.toString(), "--out", out)).is(Ran.WRITTEN);

    Path alerts = folder.resolve("after-approval.ndjson");
    VectorsJob.toTheEnd(out, "rocksdb", 2, alerts);
    List<String> left = new ArrayList<>(news);
    left.remove(alert);
    assertThat(firstSeen(JobRun.documents(alerts))).containsExactlyInAnyOrderElementsOf(left);
  }

  private static List<String> firstSeen(Map<String, String> alerts) {
    return alerts.values().stream()
        .filter(it -> it.contains("\"name\":\"aws_vpn_asn_first_seen\""))
        .toList();
  }

  /** What is said of approvals that nothing is made of. */
  private static String refused(Path csv, List<String> lines) throws Exception {
    Files.write(csv, lines);
    Path never = csv.resolveSibling("never");
    Ran approve = Ran.of("approve", savepoint, "--csv", csv.toString(), "--out", never.toString());
    assertThat(approve.exitCode()).isEqualTo(2);
    assertThat(never).doesNotExist();
    return approve.err();
  }

  @Test
  void anApprovalThatEndsBehindTheSavepointsTimeIsToldByLine() throws Exception {
    Path csv = folder.resolve("over.csv");
    assertThat(refused(csv, List.of("# over", "arn:aws:iam::111122223333:user/a,9009,2026-09-01")))
        .startsWith("trailhound: " + csv + ":2: until 2026-09-01T00:00:00Z lies behind the time ")
        .contains(", 2026-09-")
        .hasLineCount(1);
  }

  @Test
  void approvingAPrincipalThatIsNoArnUnderARuleThatGroupsByArnIsTold() throws Exception {
    Path csv = folder.resolve("names.csv");
    assertThat(refused(csv, List.of("# by name", "ops-admin,9009,2026-12-31")))
        .contains(csv + ":2: 'ops-admin' is no ARN, and aws_vpn_asn_first_seen groups by ARN.")
        .hasLineCount(1);
  }

  @Test
  void aLineThatCannotBeReadIsNamed() throws Exception {
    Path csv = folder.resolve("wrong.csv");
    assertThat(refused(csv, List.of("# one", "", "arn:x,9009,2026-12-31", "arn:x,9009,soon")))
        .contains(csv + ":4: 'soon' is no time.");
  }
}
