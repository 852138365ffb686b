package io.trailhound.job;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.util.Collection;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;

/** The job as it's drawn for a command line, without running it. */
final class DrawnJob {
  private DrawnJob() {}

  static Collection<StreamNode> operators(Configuration cluster, String... arguments) {
    JobConfig config = JobConfig.of(Arguments.parse(arguments));
    RuleBook rules = TrailhoundJob.prepare(config);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(cluster);
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
    return env.getStreamGraph().getStreamNodes();
  }
}
