package io.trailhound.job;

import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs from topics of a broker to others, each with a name of its own. */
record KafkaJobs(KafkaTopics topics) {
  /** To where the topics end. */
  void run(String name, String... more) throws Exception {
    environment(name, with("--kafka-stop=latest", more)).execute();
  }

  private static String[] with(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  StreamExecutionEnvironment environment(String name, String... more) {
    KafkaCheck.require(config(name, more).kafka(), true);
    return unchecked(name, more);
  }

  private JobConfig config(String name, String... more) {
    return topics.job(name, with("--kafka-transaction-prefix=" + name, more));
  }

  /** Whatever a look at the topics would say. */
  StreamExecutionEnvironment unchecked(String name, String... more) {
    JobConfig config = config(name, more);
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "200 ms");
    StreamExecutionEnvironment env = SharedFlink.environment(2, settings);
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
    return env;
  }
}
