package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.Cuts;
import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.JobRun;
import io.trailhound.job.NestedRules;
import io.trailhound.job.RunningJob;
import io.trailhound.job.Seeds;
import io.trailhound.job.TestSources;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.rules.RuleBook;
import io.trailhound.state.savepoint.StateLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules about rules in several stages, stopped at a random moment ({@link Seeds}): what they know
 * goes through a file, and the alerts are those of one run.
 */
class NestedRulesTest {
  private static final int MINUTES = 60;
  private static final String THE_END = "no record";
  private static final String USER = "arn:aws:iam::111122223333:user/u3";

  private static final List<String> STAGED =
      List.of(
          "value-count:2",
          "sliding-count:2",
          "sequence-steps:2",
          "sequence-revisions:2",
          "sequence-steps:3",
          "sliding-count:4",
          "cep:outer",
          "cep:third");

  @TempDir private Path folder;
  private RuleBook rules;

  static LongStream seeds() {
    return Seeds.some(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatTheyKnowGoesThroughAFileAndNoAlertIsLost(long seed) throws Exception {
    rules = NestedRules.book(folder.resolve("rules"));
    List<String> records = new ArrayList<>(NestedRules.records(seed, MINUTES));
    Random random = new Random(seed);
    int cut = records.size() / 4 + random.nextInt(records.size() / 2);
    records.add(cut, THE_END);
    Path alerts = folder.resolve("alerts.ndjson");
    String stopped = stop(records, cut, backend(random), alerts);

    Path file = folder.resolve("state.ndjson");
    String imported = folder.resolve("imported").toString();
    assertThat(Ran.of("export", stopped, "--out", file.toString()).exitCode()).isZero();
    assertThat(Ran.of("import", file.toString(), "--out", imported, "--base", stopped))
        .is(Ran.WRITTEN);
    Set<String> known = new TreeSet<>(Files.readAllLines(file));
    assertThat(known).anyMatch(line -> STAGED.stream().allMatch(line::contains));
    known.removeIf(line -> line.startsWith("{\"trailhound.state\""));
    assertThat(SavepointsTest.lines(imported)).isEqualTo(known);
    assertItReadsWell(stopped);
    assertAllOfAUserCanBeForgotten(stopped, known);

    SortedMap<String, String> both = JobRun.documents(alerts);
    Set<String> left = leftEarly(alerts);
    goOn(records, imported, backend(random), 2, alerts);
    both.putAll(JobRun.documents(alerts));
    assertThat(both).isEqualTo(inOneRun(records));
    left.removeAll(ended(alerts));
    assertThat(left).isEmpty();
  }

  /** A database for each of so many operators takes longer than the rest. */
  private static String backend(Random random) {
    return random.nextBoolean() && Seeds.byHand() ? "rocksdb" : "hashmap";
  }

  private static void assertItReadsWell(String savepoint) {
    assertThat(Ran.of("stats", savepoint).out()).contains(STAGED);
    assertThat(Ran.of("inspect", savepoint).out().lines())
        .contains(
            "Open windows over alerts, stage 2",
            "Calls and alerts that may begin or fill a sliding window, stage 2",
            "Steps of sequences that may still go on, stage 2",
            "Steps of sequences that may still go on, stage 3")
        .anyMatch(line -> line.contains(" took step bs of outer at "))
        .anyMatch(line -> line.contains(" took step outer of third at "));
  }

  private void assertAllOfAUserCanBeForgotten(String savepoint, Set<String> known) {
    String out = folder.resolve("forgotten").toString();
    Ran forget =
        Ran.of(
            "forget",
            savepoint,
            "--principal=" + USER,
            "--all",
            "--rules=" + folder.resolve("rules"),
            "--out=" + out);
    assertThat(forget).is(Ran.WRITTEN);
    Set<String> others = new TreeSet<>(known);
    assertThat(others.removeIf(NestedRulesTest::isOfUser)).isTrue();
    assertThat(SavepointsTest.lines(out)).isEqualTo(others);
  }

  private static boolean isOfUser(String line) {
    return StateLine.parse(line).isOf(USER);
  }

  private String stop(List<String> records, int last, String backend, Path alerts)
      throws Exception {
    AtomicReference<CloseableIterator<DeadLetter>> letters = new AtomicReference<>();
    try (RunningJob job =
        RunningJob.start(
            JobRun.settings(backend),
            1,
            null,
            env -> letters.set(draw(env, TestSources.upTo(last + 1, records), alerts)))) {
      assertThat(letters.get().next()).isNotNull();
      return job.stop(folder.resolve("stopped"), false);
    }
  }

  private void goOn(
      List<String> records, String savepoint, String backend, int parallelism, Path alerts)
      throws Exception {
    Configuration settings = JobRun.settings(backend);
    settings.setString("execution.state-recovery.ignore-unclaimed-state", "true");
    try (RunningJob job =
        RunningJob.start(
            settings,
            parallelism,
            savepoint,
            env -> {
              Iterator<DeadLetter> unused =
                  draw(env, TestSources.upTo(Long.MAX_VALUE, records), alerts);
            })) {
      job.end();
    }
  }

  private SortedMap<String, String> inOneRun(List<String> records) throws Exception {
    Path alerts = folder.resolve("in-one-run.ndjson");
    goOn(records, null, "hashmap", 1, alerts);
    return JobRun.documents(alerts);
  }

  private CloseableIterator<DeadLetter> draw(
      StreamExecutionEnvironment env, JobRun.Input input, Path alerts) {
    EcsAlert documents = new EcsAlert(rules.rules(), "test");
    DetectionPipeline.Results results =
        DetectionPipeline.build(input.in(env), rules, Optional.empty(), JobRun.LATENESS);
    results
        .alerts()
        .sinkTo(FileSinks.alerts(alerts.toString(), documents))
        .setParallelism(1)
        .uid("alerts");
    return results.deadLetters().collectAsync();
  }

  private static Set<String> leftEarly(Path alerts) throws IOException {
    Set<String> left = new TreeSet<>();
    for (String alert : Files.readAllLines(alerts)) {
      if (phase(alert).equals(Alert.EARLY)) {
        left.add(id(alert));
      } else {
        left.remove(id(alert));
      }
    }
    return left;
  }

  private static List<String> ended(Path alerts) throws IOException {
    return Files.readAllLines(alerts).stream()
        .filter(alert -> !phase(alert).equals(Alert.EARLY))
        .map(NestedRulesTest::id)
        .toList();
  }

  private static String phase(String alert) {
    return Cuts.field("phase", alert);
  }

  private static String id(String alert) {
    return Cuts.field("id", alert.substring(alert.indexOf("\"event\":{")));
  }
}
