package io.trailhound.job.cli;

import io.trailhound.job.KafkaCheck;
import io.trailhound.job.KinesisCheck;
import io.trailhound.job.Sinks;
import io.trailhound.job.SqsCheck;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import io.trailhound.rules.RuleBook;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The job, run to its end in this process. */
final class LocalRun {
  private LocalRun() {}

  static void run(JobConfig config, RuleBook rules, Sinks sinks, Configuration flink)
      throws Exception {
    run(config, rules, sinks, flink, drawn -> {});
  }

  /** The same with a look at what was drawn. */
  static void run(
      JobConfig config,
      RuleBook rules,
      Sinks sinks,
      Configuration flink,
      Consumer<StreamGraph> look)
      throws Exception {
    SqsCheck.require(config.files(), true);
    KafkaCheck.require(config.kafka(), true);
    KinesisCheck.require(config.kinesis(), true);
    ElasticsearchCheck.require(config.elasticsearch(), true);
    int parallelism = config.parallelism().orElseGet(LocalSettings::parallelism);
    try (LocalCluster cluster = new LocalCluster(flink, parallelism)) {
      StreamExecutionEnvironment environment = cluster.environment();
      TrailhoundJob.draw(environment, config, rules, sinks);
      StreamGraph graph = environment.getStreamGraph();
      look.accept(graph);
      cluster.run(graph);
    }
  }
}
