package io.trailhound.job.cli;

import io.trailhound.job.KafkaCheck;
import io.trailhound.job.KinesisCheck;
import io.trailhound.job.PartFiles;
import io.trailhound.job.Sinks;
import io.trailhound.job.SqsCheck;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.aws.EventBus;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import io.trailhound.rules.RuleBook;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The job, run to its end in this process. State is kept in the heap, which costs half of what a
 * database does; should it not fit there, the job goes on with one on disk from where it was.
 */
final class LocalRun {
  /** Restarted from a savepoint, so that no alert is sent twice and nothing is read again. */
  private static final Map<String, String> ON_DISK = Map.of("state.backend.type", "rocksdb");

  private final JobConfig config;
  private final RuleBook rules;
  private final Sinks sinks;
  private final Configuration flink;

  /**
   * @param flink settings of Flink's; one that names a state backend stands
   */
  LocalRun(JobConfig config, RuleBook rules, Sinks sinks, Configuration flink) {
    this.config = config;
    this.rules = rules;
    this.sinks = sinks;
    this.flink = flink;
  }

  /**
   * @param look at what was drawn
   * @param err where it's told that state goes on disk
   */
  void run(Consumer<StreamGraph> look, PrintWriter err) throws Exception {
    boolean chosen = flink.contains(StateBackendOptions.STATE_BACKEND);
    run(look, chosen ? () -> false : new HeapRoom()::isFull, err);
  }

  /**
   * The same.
   *
   * @param heapIsFull whether there's no room for more state in it
   */
  void run(Consumer<StreamGraph> look, BooleanSupplier heapIsFull, PrintWriter err)
      throws Exception {
    SqsCheck.require(config.files(), true);
    KafkaCheck.require(config.kafka(), true);
    KinesisCheck.require(config.kinesis(), true);
    ElasticsearchCheck.require(config, true);
    EventBus.require(config.awsOutput());
    int parallelism = config.parallelism().orElseGet(LocalSettings::parallelism);
    Configuration settings = PartFiles.finishing(config, flink);
    try (LocalCluster cluster = new LocalCluster(settings, parallelism)) {
      StreamGraph graph = draw(cluster.environment(Map.of()));
      look.accept(graph);
      Optional<String> savepoint = cluster.runUntil(heapIsFull, graph);
      if (savepoint.isPresent()) {
        err.println("the state does not fit into the heap; going on with state on disk ...");
        Map<String, String> onDisk = new HashMap<>(ON_DISK);
        onDisk.putAll(Restore.settings(savepoint.get()));
        cluster.run(draw(cluster.environment(onDisk)));
      }
    }
  }

  private StreamGraph draw(StreamExecutionEnvironment environment) {
    TrailhoundJob.draw(environment, config, rules, sinks);
    return environment.getStreamGraph();
  }
}
