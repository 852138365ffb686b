package io.trailhound.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.enrich.LookupFiles;
import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.alert.JsonLines;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.match.RuleMatcher;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;

/**
 * Names of rules come in, what a job over each one's examples would give goes out. A job costs half
 * a second whatever it does, so rules that can share one do ({@link ExampleGroups}, {@link
 * MatchExamples}).
 */
final class ExampleRun {
  private static final int SHOWN = 3;

  /** One job leaves a processor idle while it starts. */
  private static final int AT_A_TIME = 2;

  private final RuleExamples examples;
  private final LocalCluster cluster;
  private final ExampleGroups groups;

  ExampleRun(RuleExamples examples, LocalCluster cluster) {
    this.examples = examples;
    this.cluster = cluster;
    this.groups = new ExampleGroups(examples);
  }

  /** One that is large enough; it starts while the rules are read. */
  static LocalCluster cluster() throws Exception {
    return new LocalCluster(settings(), 1, AT_A_TIME);
  }

  /**
   * What one rule's examples gave.
   *
   * @param alerts the final ones of this rule
   * @param notices lines about the first dead letters and late events
   */
  record Outcome(List<AlertDocument> alerts, List<String> notices) {}

  /** The outcome of each of {@code rules}, all of which have examples. */
  Map<String, Outcome> of(List<String> rules) throws Exception {
    Map<String, Outcome> outcomes = new HashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Callable<Map<String, Outcome>>> runs = new ArrayList<>();
      groups.of(rules).forEach(group -> runs.add(() -> run(group)));
      for (Future<Map<String, Outcome>> run : threads.invokeAll(runs)) {
        outcomes.putAll(run.get());
      }
    } finally {
      threads.shutdown();
    }
    return outcomes;
  }

  /** Examples are small, and memory that nobody uses takes its time too. */
  private static Configuration settings() {
    return LocalSettings.withNetwork(24);
  }

  private Map<String, Outcome> run(List<String> group) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Written written = new Written(folder.path());
      run(group, written);
      return written.outcomes(group);
    }
  }

  private void run(List<String> group, Written written) throws Exception {
    JobConfig config = JobConfig.of(Arguments.only(arguments(group, written)));
    Set<String> needed = new HashSet<>();
    Map<String, Set<String>> rulesBySource = new HashMap<>();
    for (String rule : group) {
      needed.addAll(groups.needed(rule));
      rulesBySource.put(source(rule), groups.keeping(rule));
    }
    RuleBook rules = examples.rules().only(needed);
    MatchExamples matching =
        new MatchExamples(new RuleMatcher(rules), rulesBySource, config.lateness());
    StreamExecutionEnvironment environment = cluster.environment();
    TrailhoundJob.drawExamples(environment, matching, config, rules, Sinks.of(config, rules));
    StreamGraph graph = environment.getStreamGraph();
    withoutShuffles(graph);
    cluster.run(graph);
  }

  /** With one subtask for all keys, fewer threads do the same sooner. */
  private static void withoutShuffles(StreamGraph graph) {
    for (StreamNode node : graph.getStreamNodes()) {
      for (StreamEdge edge : node.getOutEdges()) {
        if (edge.getPartitioner() instanceof KeyGroupStreamPartitioner) {
          edge.setPartitioner(new ForwardPartitioner<>());
        }
      }
    }
  }

  private String[] arguments(List<String> group, Written written) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--alerts=" + written.alerts(),
                "--dead-letters=" + written.deadLetters(),
                "--late=" + written.late(),
                "--emit=final"));
    LookupFiles lookups = examples.lookups();
    lookups.asn().forEach(file -> arguments.add("--asn-db=" + file));
    lookups.accounts().forEach(file -> arguments.add("--accounts-file=" + file));
    lookups.networkDatabases().forEach(file -> arguments.add("--network-db=" + file));
    lookups.networkLists().forEach(folder -> arguments.add("--network-list=" + folder));
    group.forEach(rule -> arguments.add("--input=" + examples.events(rule)));
    return arguments.toArray(String[]::new);
  }

  private String source(String rule) {
    return new InputFile(examples.events(rule).toString(), 0).source();
  }

  /** What a job leaves in {@code folder}. */
  private final class Written {
    private final Path folder;

    Written(Path folder) {
      this.folder = folder;
    }

    Path alerts() {
      return folder.resolve("alerts.ndjson");
    }

    Path deadLetters() {
      return folder.resolve("dead-letters.ndjson");
    }

    Path late() {
      return folder.resolve("late.ndjson");
    }

    Map<String, Outcome> outcomes(List<String> group) throws IOException {
      Map<String, List<AlertDocument>> byRule = new HashMap<>();
      for (AlertDocument alert : AlertDocument.finals(AlertDocument.read(alerts()))) {
        if (groups.isOwn(alert, alert.rule())) {
          byRule.computeIfAbsent(alert.rule(), rule -> new ArrayList<>()).add(alert);
        }
      }
      Map<String, List<String>> dead = bySource("dead letter", deadLetters());
      Map<String, List<String>> late = bySource("late", late());
      Map<String, Outcome> outcomes = new HashMap<>();
      for (String rule : group) {
        List<String> notices = new ArrayList<>(first(dead.get(source(rule))));
        notices.addAll(first(late.get(source(rule))));
        outcomes.put(rule, new Outcome(byRule.getOrDefault(rule, List.of()), notices));
      }
      return outcomes;
    }

    /** Behind the source stands the line, a number. */
    private Map<String, List<String>> bySource(String what, Path letters) throws IOException {
      Map<String, List<String>> bySource = new HashMap<>();
      for (JsonNode letter : JsonLines.read(letters)) {
        String where = letter.path("source").asText();
        bySource
            .computeIfAbsent(
                where.substring(0, where.lastIndexOf(':') + 1), source -> new ArrayList<>())
            .add("%s: %s: %s".formatted(what, where, letter.path("detail").asText()));
      }
      return bySource;
    }

    private static List<String> first(List<String> lines) {
      if (lines == null || lines.size() <= SHOWN) {
        return lines == null ? List.of() : lines;
      }
      List<String> first = new ArrayList<>(lines.subList(0, SHOWN));
      first.add("and " + (lines.size() - SHOWN) + " more of these.");
      return first;
    }
  }
}
