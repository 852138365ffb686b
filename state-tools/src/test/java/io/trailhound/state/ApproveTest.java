package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.JobRun;
import io.trailhound.state.inspect.Sighting;
import io.trailhound.state.savepoint.StateJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What approve adds, and what the job makes of it. */
class ApproveTest {
  @TempDir static Path folder;
  private static VectorsJob.Stopped vectorsHalf;
  private static String savepoint;

  @BeforeAll
  static void run() throws Exception {
    vectorsHalf = VectorsJob.stoppedAt(VectorsJob.HALF, "rocksdb", SavepointFormatType.CANONICAL);
    savepoint = vectorsHalf.savepoint();
  }

  @Test
  void approveMakesExactlyThosePairsKnown() throws Exception {
    Sighting seen = Sightings.newest(savepoint);
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
