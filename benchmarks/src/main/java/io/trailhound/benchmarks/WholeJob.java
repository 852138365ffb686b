package io.trailhound.benchmarks;

import io.trailhound.benchmarks.measure.Sample;
import io.trailhound.benchmarks.measure.Stopwatch;
import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.Flush;
import io.trailhound.job.RocksDbSettings;
import io.trailhound.job.cli.LocalSettings;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.files.FilesSource;
import io.trailhound.match.MatchRules;
import io.trailhound.model.Alert;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job over a workload in, what it took and found out: from its start to its end, without the
 * start of the cluster around it. Alerts are counted and dropped.
 *
 * @param backend Flink's name for where the state is: {@code hashmap} or {@code rocksdb}
 */
record WholeJob(int parallelism, String backend, Graph graph) {
  static final String HEAP = "hashmap";
  static final String ROCKSDB = "rocksdb";
  static final Duration LATENESS = Duration.ofMinutes(15);

  /** What a TaskManager of 1 GB has for RocksDB by Flink's defaults (0.4 of 576 MB). */
  private static final String MANAGED_MEMORY = "230m";

  /** Draws a job whose alerts come out. */
  interface Graph {
    DataStream<Alert> draw(StreamExecutionEnvironment env) throws Exception;
  }

  /** Where decoded records come from. */
  interface Input {
    DataStream<Decoded> draw(StreamExecutionEnvironment env) throws Exception;
  }

  /**
   * What a run came to.
   *
   * @param shuffled bytes that left the chain of source and matching
   */
  record Outcome(Sample sample, FinalAlerts alerts, long shuffled) {}

  static Input files(Path file, RuleBook rules) {
    return env ->
        env.fromSource(
            new FilesSource(FilesConfig.of(file.toString()), Decoders.of(rules), LATENESS),
            FilesSource.watermarks(LATENESS),
            "cloudtrail");
  }

  /**
   * @param home the repository
   */
  static Graph detection(Input input, RuleBook rules, Path home) {
    return env -> {
      DetectionPipeline.Results results =
          DetectionPipeline.build(
              input.draw(env), rules, Optional.of(AsnFiles.file(home)), LATENESS);
      results.deadLetters().sinkTo(new DiscardingSink<>());
      results.late().sinkTo(new DiscardingSink<>());
      return results.alerts();
    };
  }

  /**
   * Runs it to its end.
   *
   * @param events of the input
   * @param clusters where it runs
   */
  Outcome run(long events, Clusters clusters) throws Exception {
    Configuration settings = settings();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    graph
        .draw(env)
        .filter(new NoteFinals())
        .uid("note-finals")
        .sinkTo(new DiscardingSink<>())
        .uid("no-alerts");
    Flush.soon(env);
    JobGraph job = env.getStreamGraph().getJobGraph();
    MiniCluster cluster = clusters.of(parallelism, settings);
    Stopwatch watch = new Stopwatch();
    JobExecutionResult result = cluster.executeJobBlocking(job);
    Sample sample = watch.stop(events).within(result.getNetRuntime() * 1e6);
    AccessExecutionGraph ran = cluster.getArchivedExecutionGraph(job.getJobID()).get();
    return new Outcome(
        sample, FinalAlerts.of(result.getAccumulatorResult(NoteFinals.NAME)), shuffled(ran));
  }

  private Configuration settings() {
    Configuration settings = LocalSettings.of(parallelism);
    settings.setString("state.backend.type", backend);
    settings.setString("pipeline.object-reuse", "true");
    settings.setString("restart-strategy.type", "none");
    settings.setString("taskmanager.memory.managed.size", MANAGED_MEMORY);
    settings.setString(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY.key(), "0 ms");
    settings.setString(ResourceManagerOptions.DECLARE_NEEDED_RESOURCE_DELAY.key(), "0 ms");
    settings.addAll(RocksDbSettings.besides(settings));
    return settings;
  }

  private static long shuffled(AccessExecutionGraph ran) {
    return StreamSupport.stream(ran.getVerticesTopologically().spliterator(), false)
        .filter(vertex -> vertex.getName().contains(MatchRules.class.getSimpleName()))
        .flatMap(vertex -> Stream.of(vertex.getTaskVertices()))
        .map(AccessExecutionVertex::getCurrentExecutionAttempt)
        .mapToLong(attempt -> attempt.getIOMetrics().getNumBytesOut())
        .sum();
  }
}
