package io.trailhound.job;

import io.trailhound.alert.EcsAlert;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The production graph over some input on {@link SharedFlink}, run to its end; what came out. */
public record JobRun(List<Alert> alerts, List<DeadLetter> deadLetters, List<DeadLetter> late) {
  public static final Duration LATENESS = Duration.ofMinutes(15);
  public static final RuleBook RULES = RuleLoader.load(null, List.of());

  /** Where a source is put into the environment. */
  public interface Input {
    DataStream<Decoded> in(StreamExecutionEnvironment env);
  }

  public static Configuration settings(String stateBackend) {
    Configuration settings = new Configuration();
    settings.setString("state.backend.type", stateBackend);
    settings.setString("restart-strategy.type", "none");
    settings.setString("pipeline.generic-types", "false");
    settings.setString("pipeline.object-reuse", "true");
    return settings;
  }

  public static JobRun of(Input input, int parallelism, Configuration settings) throws Exception {
    return of(input, parallelism, settings, RULES);
  }

  /** The same with other rules; those of {@link #documents} stay the ones that ship. */
  static JobRun of(Input input, int parallelism, Configuration settings, RuleBook rules)
      throws Exception {
    StreamExecutionEnvironment env = SharedFlink.environment(parallelism, settings);
    DetectionPipeline.Results results =
        DetectionPipeline.build(
            input.in(env), rules, Optional.of(Vectors.ASN_DB.toString()), LATENESS);
    var alerts = all(results.alerts().collectAsync());
    var deadLetters = all(results.deadLetters().collectAsync());
    var late = all(results.late().collectAsync());
    env.executeAsync();
    // Side by side: what nobody fetches would hold the job up.
    List.of(alerts, deadLetters, late).forEach(it -> new Thread(it, "collect").start());
    return new JobRun(alerts.get(), deadLetters.get(), late.get());
  }

  /** Of the vectors as they are: made once for all tests that compare something with it. */
  public static JobRun ofVectors() {
    return OfVectors.RUN;
  }

  private static final class OfVectors {
    private static final JobRun RUN = run();

    private static JobRun run() {
      try {
        return of(TestSources.files(Vectors.EVENTS), 2, settings("hashmap"));
      } catch (Exception e) {
        throw new IllegalStateException("the job over the vectors", e);
      }
    }
  }

  private static <T> FutureTask<List<T>> all(Iterator<T> iterator) {
    return new FutureTask<>(
        () -> {
          List<T> all = new ArrayList<>();
          iterator.forEachRemaining(all::add);
          return all;
        });
  }

  public List<Alert> finals() {
    return alerts.stream().filter(alert -> alert.phase.equals(Alert.FINAL)).toList();
  }

  /** The final documents by id: what a consumer that upserts holds at the end. */
  public SortedMap<String, String> documents() {
    EcsAlert document = new EcsAlert(RULES.rules(), "test");
    SortedMap<String, String> byId = new TreeMap<>();
    finals().forEach(alert -> byId.put(alert.id, document.toJson(alert)));
    return byId;
  }

  /** Ids of alerts that were neither made final nor withdrawn. */
  Set<String> leftEarly() {
    Set<String> early = new TreeSet<>();
    for (Alert alert : alerts) {
      if (alert.phase.equals(Alert.EARLY)) {
        early.add(alert.id);
      } else {
        early.remove(alert.id);
      }
    }
    return early;
  }

  /** The same from a file of alerts. */
  public static SortedMap<String, String> documents(Path alerts) throws IOException {
    SortedMap<String, String> byId = new TreeMap<>();
    for (String line : Files.readAllLines(alerts)) {
      if (line.contains("\"phase\":\"final\"")) {
        byId.put(Cuts.field("id", line.substring(line.indexOf("\"event\":{"))), line);
      }
    }
    return byId;
  }
}
