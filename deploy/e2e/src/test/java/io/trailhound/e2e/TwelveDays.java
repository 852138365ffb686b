package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.Cuts;
import io.trailhound.job.Vectors;
import io.trailhound.local.FlinkCluster;
import io.trailhound.local.LocalException;
import io.trailhound.local.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A cluster whose job read twelve days of the vectors from a watched folder and was stopped: what
 * it found until then, its savepoint, the records of the days that follow, and what one run over
 * all days finds.
 */
final class TwelveDays implements AutoCloseable {
  /** The last event before the savepoint: the third step of a sequence that goes on behind it. */
  private static final String LAST = "00000001-0000-4000-8000-000000002d32";

  final Path folder;
  final FlinkCluster cluster;
  final Path watched;
  final AlertFolder alerts;
  final String savepoint;

  /** Records of the days that follow. */
  final List<String> rest;

  /** Final alerts of one run over all days with the shipped rules, by id. */
  final SortedMap<String, JsonNode> all;

  /** Those of them that came before the savepoint. */
  final SortedMap<String, JsonNode> before;

  TwelveDays() throws Exception {
    folder = Files.createTempDirectory("trailhound-twelve-days");
    watched = folder.resolve("watched");
    alerts = new AlertFolder(folder.resolve("alerts"));
    try {
      cluster = QuickCluster.start(folder.resolve("flink"));
    } catch (LocalException e) {
      delete(folder);
      throw e;
    }
    try {
      all = inOneRun();
      List<String> records = Vectors.events();
      int cut = records.stream().map(Cuts::eventId).toList().indexOf(LAST) + 1;
      rest = records.subList(cut, records.size());
      savepoint = stoppedBehind(records.subList(0, cut));
      before = AlertFolder.only(alerts.finals(), it -> all.containsKey(id(it)));
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  private String stoppedBehind(List<String> records) throws Exception {
    Cuts.write(watched.resolve("twelve-days.ndjson.gz"), records);
    List<String> arguments = watching(watched, alerts, RuleFolders.before(folder.resolve("rules")));
    String job = Submission.FLINK_RUN.submit(cluster, 2, Optional.empty(), arguments);
    Patience.await(
        "the last event's alert",
        alerts::documents,
        found -> found.stream().anyMatch(it -> it.toString().contains(LAST)),
        () -> cluster.rest().progress(job));
    return cluster.rest().stop(job);
  }

  private SortedMap<String, JsonNode> inOneRun() throws Exception {
    AlertFolder found = new AlertFolder(folder.resolve("in-one-run"));
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(files(Vectors.EVENTS, found));
    Launcher.run(words).done();
    return found.finals();
  }

  /** What a job is told that reads some files. */
  static List<String> files(Path input, AlertFolder alerts) {
    return List.of(
        "--source",
        "files",
        "--input",
        input.toAbsolutePath().toString(),
        "--alerts",
        alerts.argument(),
        "--asn-db",
        Vectors.ASN_DB.toAbsolutePath().toString(),
        "--max-future",
        "3650d");
  }

  /** What a job is told that watches a folder. */
  static List<String> watching(Path watched, AlertFolder alerts, Path rules) {
    List<String> words = new ArrayList<>(files(watched, alerts));
    words.addAll(List.of("--watch", "200ms", "--rules", rules.toString()));
    return words;
  }

  /** Final alerts of {@link #all} that the days behind the savepoint bring. */
  SortedMap<String, JsonNode> after() {
    SortedMap<String, JsonNode> after = new TreeMap<>(all);
    after.keySet().removeAll(before.keySet());
    return after;
  }

  /** One that has to succeed: what it prints. */
  static String state(String... words) throws Exception {
    return stateCommand(words).done().out();
  }

  static Launcher stateCommand(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("state"));
    command.addAll(List.of(words));
    return Launcher.run(command);
  }

  void awaitFinished(String job) {
    Patience.await(
        "the end of job " + job,
        () -> cluster.rest().state(job),
        state -> {
          assertThat(state).isNotIn("FAILED", "CANCELED");
          return state.equals("FINISHED");
        },
        () -> cluster.rest().progress(job));
  }

  static String id(JsonNode alert) {
    return alert.at("/event/id").asText();
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
