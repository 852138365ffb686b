package io.trailhound.state;

import static io.trailhound.state.BootstrapRun.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.NewTerms;
import io.trailhound.job.Cuts;
import io.trailhound.job.JobRun;
import io.trailhound.job.Vectors;
import io.trailhound.state.savepoint.Room;
import io.trailhound.state.savepoint.Savepoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A savepoint of twelve archived days, and the job over the rest of the vectors. */
class BootstrapTest {
  private static final String VPN = "198.18.0.1";

  @TempDir private Path folder;

  @Test
  void aJobFromItGivesTheAlertsOfOneThatHadAlwaysRun() throws Exception {
    String savepoint = folder.resolve("warm").toString();
    Ran bootstrap = BootstrapRun.of(Vectors.EVENTS, Vectors.ASN_DB, Path.of(savepoint));
    assertThat(bootstrap.exitCode()).as(bootstrap.err()).isZero();
    List<String> rest =
        VectorsJob.RECORDS.stream().filter(it -> time(it).compareTo(UNTIL) >= 0).toList();
    Path alerts = folder.resolve("alerts.ndjson");
    VectorsJob.toTheEnd(rest, savepoint, "rocksdb", 3, alerts);

    SortedMap<String, String> all = VectorsJob.expected();
    Map<String, String> later = new TreeMap<>(all);
    later.values().removeIf(it -> timestamp(it).compareTo(UNTIL) < 0);
    assertThat(later).hasSizeGreaterThan(100);
    assertThat(JobRun.documents(alerts)).containsAllEntriesOf(later);
    assertThat(all).containsAllEntriesOf(JobRun.documents(alerts));
  }

  private static String time(String record) {
    return Cuts.field("eventTime", record);
  }

  private static String timestamp(String alert) {
    return Cuts.field("@timestamp", alert);
  }

  @Test
  void anArchiveThatIsReadBeforeTheJobHasFullyStartedIsEnoughWhereverItLies() throws Exception {
    Path odd = OddFolder.in(folder);
    Path archive = odd.resolve("short.ndjson");
    Files.write(archive, VectorsJob.RECORDS.subList(0, 1));
    Path asnDb = Files.copy(Vectors.ASN_DB, odd.resolve("asn.mmdb"));
    Ran bootstrap = BootstrapRun.of(archive, asnDb, odd.resolve("short"));

    assertThat(bootstrap.exitCode()).as(bootstrap.err()).isZero();
    assertThat(odd.resolve("short/_metadata")).exists();
  }

  /**
   * Flink keeps state in memory and gives up at 5 MB, where it isn't told of a folder; and what is
   * small, {@link Room} keeps there.
   */
  @Test
  void anOperatorMayHaveManyMegabytesOfState() throws Exception {
    Path archive = folder.resolve("large.ndjson");
    Files.write(archive, calls(1_800));
    String out = folder.resolve("large").toString();
    Ran bootstrap = BootstrapRun.of(archive, Vectors.ASN_DB, Path.of(out), "--parallelism=1");

    assertThat(bootstrap.exitCode()).as(bootstrap.err()).isZero();
    assertThat(Savepoint.open(out).bytes(Savepoint.operator(NewTerms.UID))).isGreaterThan(5 << 20);

    Path lines = folder.resolve("large.state");
    String again = folder.resolve("large-again").toString();
    assertThat(Ran.of("export", out, "--out", lines.toString()).exitCode()).isZero();
    assertThat(Ran.of("import", lines.toString(), "--out", again)).is(Ran.WRITTEN);
    assertThat(SavepointsTest.lines(again)).isEqualTo(SavepointsTest.lines(out));
  }

  /** Each the first of somebody with a long name, from a VPN. */
  private static List<String> calls(int count) {
    String name = "x".repeat(1_000);
    String record =
        "{\"eventVersion\":\"1.08\",\"eventTime\":\"2026-09-01T00:00:00Z\",\"eventSource\":\"sts.amazonaws.com\",\"eventName\":\"GetCallerIdentity\",\"sourceIPAddress\":\"%s\",\"eventID\":\"%s\",\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::111122223333:user/%s%s\"}}";
    return IntStream.range(0, count).mapToObj(i -> record.formatted(VPN, i, name, i)).toList();
  }

  @Test
  void whatLiesBehindTheTimeExpiresNothing() throws Exception {
    Path demo = Vectors.FOLDER.resolveSibling("demo").resolve("AWSLogs");
    Path asnDb = Vectors.FOLDER.resolveSibling("asn").resolve("trailhound-demo.mmdb");
    String all = folder.resolve("all").toString();
    Ran whole = demo(demo, asnDb, all);
    assertThat(whole.exitCode()).as(whole.err()).isZero();
    assertThat(whole.err().lines().reduce((before, last) -> last))
        .hasValue(
            "taken: 54 events, from 2025-03-04T12:10:20Z to 2025-03-05T18:11:22Z; left out: no event");

    Path days = demo.resolve("111122223333/CloudTrail/eu-west-1/2025/03");
    String before = folder.resolve("before").toString();
    assertThat(demo(days.resolve("0[45]"), asnDb, before).exitCode()).isZero();
    assertThat(SavepointsTest.lines(all))
        .isEqualTo(SavepointsTest.lines(before))
        .filteredOn(line -> line.contains("aws_rare_source_as_organization"))
        .hasSize(4);
  }

  private static Ran demo(Path input, Path asnDb, String out) {
    return Ran.of(
        "bootstrap",
        "--input=" + input,
        "--until=2025-03-06",
        "--asn-db=" + asnDb,
        "--out=" + out,
        "--parallelism=2");
  }

  /** Newest first, as AWS's event history gives them, and one that is cut off. */
  @Test
  void whatCannotBeTakenInIsToldWithItsReasonAndItsPlace() throws Exception {
    Path archive = folder.resolve("newest-first.ndjson");
    List<String> calls = new ArrayList<>();
    for (String time : List.of("12:00:00", "11:00:00", "10:00:00")) {
      calls.add(calls(1).get(0).replace("00:00:00", time).replace("user/", "user/" + time));
    }
    calls.add("{\"eventVersion\":");
    Files.write(archive, calls);
    Path dead = folder.resolve("dead.ndjson");
    Path late = folder.resolve("late.ndjson");
    Ran ran =
        BootstrapRun.of(
            archive,
            Vectors.ASN_DB,
            folder.resolve("warm"),
            "--parallelism=1",
            "--dead-letters=" + dead,
            "--late=" + late);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(dead).content().contains("\"malformed-json\"").hasLineCount(1);
    assertThat(late).content().contains("\"late\"").hasLineCount(2);
    assertThat(ran.err().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("2 late, the first at " + archive + ":2: GetCallerIdentity of ")
                    .contains("A longer --lateness would take it in."))
        .anyMatch(line -> line.startsWith("1 malformed-json, the first at " + archive + ":4: "))
        .last()
        .asString()
        .startsWith("taken: 3 events, ");
  }
}
