package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Archive;
import io.trailhound.job.Cuts;
import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.JobRun;
import io.trailhound.job.RunningJob;
import io.trailhound.job.Seeds;
import io.trailhound.job.SharedFlink;
import io.trailhound.job.Sinks;
import io.trailhound.job.TestSources;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.Vectors;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.JobConfig;
import io.trailhound.state.archive.ArchiveRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * At random moments of some of the vectors ({@link Seeds}): a bootstrap knows what a job knows that
 * was stopped there, and each way to go on with what was before finds what one job over all finds.
 * One way for each moment, by turns, and each way with archives that end before, at and behind it.
 */
class WarmStartTest {

  /** Of the principals of the vectors one in so many. */
  private static final int THINNED = 24;

  private static final List<String> RECORDS =
      Vectors.events().stream()
          .filter(it -> Math.floorMod(Cut.name(it).hashCode(), THINNED) == 0)
          .sorted(Comparator.comparing(Cuts::time))
          .toList();

  @TempDir private static Path shared;
  private static SortedMap<String, String> allAlerts;

  /** By how many records were seen: what a job leaves that is stopped there. */
  private static Map<Integer, String> savepoints;

  @TempDir private Path folder;

  static Stream<Cut> cuts() {
    return Seeds.some(9).mapToObj(seed -> new Cut(seed, RECORDS));
  }

  @BeforeAll
  static void makeSavepoints() throws Exception {
    savepoints =
        SavepointsOnTheWay.of(
            RECORDS, cuts().map(cut -> cut.before().size()).toList(), shared.resolve("on-the-way"));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void knowsAndFindsWhatAJobDoesThatRanThrough(Cut cut) throws Exception {
    String stopped = Objects.requireNonNull(savepoints.get(cut.before().size()));
    String warm = bootstrap(cut);
    assertThat(differences(stopped, warm)).isEmpty();

    Path rest = folder.resolve("rest.ndjson");
    Cuts.write(rest, Cuts.shuffled(cut.rest(), JobRun.LATENESS, cut.until.getEpochSecond()));
    switch (cut.way()) {
      case 0 -> assertRight(cut, run(cut, rest, warm));
      case 1 -> assertRight(cut, run(cut, rest, stopped, "--replay=again"));
      default -> assertThat(besideATopic(cut)).isEqualTo(allAlerts());
    }
  }

  /** What only one of them knows. */
  private static List<String> differences(String stopped, String warm) {
    Set<String> expected = SavepointsTest.lines(stopped);
    Set<String> found = SavepointsTest.lines(warm);
    List<String> differences = new ArrayList<>();
    expected.stream().filter(it -> !found.contains(it)).forEach(it -> differences.add("- " + it));
    found.stream().filter(it -> !expected.contains(it)).forEach(it -> differences.add("+ " + it));
    differences.sort(Comparator.comparing(it -> it.substring(2)));
    return differences;
  }

  private static void assertRight(Cut cut, Map<String, String> found) throws Exception {
    Map<String, String> later = new TreeMap<>(allAlerts());
    later.values().removeIf(it -> timestamp(it).isBefore(cut.until));
    assertThat(found).containsAllEntriesOf(later);
    assertThat(allAlerts()).containsAllEntriesOf(found);
  }

  private static Instant timestamp(String alert) {
    return Instant.parse(Cuts.field("@timestamp", alert));
  }

  private static SortedMap<String, String> allAlerts() throws Exception {
    if (allAlerts == null) {
      Path all = shared.resolve("all.ndjson");
      Cuts.write(all, RECORDS);
      Path alerts = shared.resolve("alerts.ndjson");
      run(config(all, alerts), 2, JobRun.settings("hashmap"), null);
      allAlerts = JobRun.documents(alerts);
      assertThat(allAlerts).hasSizeGreaterThan(20);
    }
    return allAlerts;
  }

  private String bootstrap(Cut cut) throws Exception {
    Path archive = cut.archive(folder.resolve("archive"), true);
    String savepoint = folder.resolve("warm").toString();
    StringWriter said = new StringWriter();
    boolean full = cut.backend().equals("rocksdb");
    ArchiveRun run =
        new ArchiveRun(
            config(archive, folder.resolve("unused")),
            cut.until,
            folder,
            () -> full,
            new PrintWriter(said, true));
    run.save(
        backend -> SharedFlink.environment(cut.readers(), JobRun.settings(backend)), savepoint);
    assertThat(said.toString().contains("beginning anew")).isEqualTo(full);
    assertThat(said.toString()).doesNotContain("unreadable");
    return savepoint;
  }

  private static JobConfig config(Path input, Path alerts, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--input=" + input,
                "--alerts=" + alerts,
                "--late=" + alerts + ".late",
                "--emit=final",
                "--asn-db=" + Vectors.ASN_DB));
    arguments.addAll(List.of(more));
    return JobConfig.of(Arguments.parse(arguments.toArray(String[]::new)));
  }

  private SortedMap<String, String> run(Cut cut, Path input, String savepoint, String... more)
      throws Exception {
    Path alerts = Files.createTempFile(folder, "alerts", ".ndjson");
    Configuration settings = JobRun.settings(cut.backend());
    if (more.length > 0) {
      settings.setString("execution.state-recovery.ignore-unclaimed-state", "true");
    }
    run(config(input, alerts, more), cut.parallelism(), settings, savepoint);
    SortedMap<String, String> found = JobRun.documents(alerts);
    found.replaceAll((id, alert) -> alert.replace(",\"replay\":\"again\"", ""));
    return found;
  }

  private static void run(
      JobConfig config, int parallelism, Configuration settings, String savepoint)
      throws Exception {
    try (RunningJob job =
        RunningJob.start(
            settings,
            parallelism,
            savepoint,
            env -> TrailhoundJob.draw(env, config, JobRun.RULES, Sinks.of(config, JobRun.RULES)))) {
      job.end();
    }
  }

  /** The archive is read while the events behind it, and some of before, come from elsewhere. */
  private SortedMap<String, String> besideATopic(Cut cut) throws Exception {
    Path archive = cut.archive(folder.resolve("warm-from"), false);
    Path alerts = folder.resolve("beside.ndjson");
    JobConfig config = config(archive, alerts);
    try (RunningJob job =
        RunningJob.start(
            JobRun.settings(cut.backend()),
            cut.parallelism(),
            null,
            env -> {
              DetectionPipeline.Results results =
                  DetectionPipeline.build(
                      Archive.before(
                          TestSources.upTo(Long.MAX_VALUE, cut.rest()).in(env),
                          Optional.empty(),
                          FilesConfig.of(archive.toString()),
                          TrailhoundJob.decoder(config, JobRun.RULES),
                          JobRun.LATENESS),
                      JobRun.RULES,
                      config.asnFile(),
                      JobRun.LATENESS);
              var unused =
                  Sinks.of(config, JobRun.RULES).alerts().write(results.alerts(), Sinks.ALERTS);
            })) {
      job.end();
    }
    return JobRun.documents(alerts);
  }
}
