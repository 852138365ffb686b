package io.trailhound.benchmarks;

import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.files.FilesSource;
import io.trailhound.rules.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The job from a file to its alerts, which are dropped: parallelism 1, heap state. */
final class WholeJob {
  private static final Duration LATENESS = Duration.ofMinutes(15);

  private final RuleBook rules;
  private final String asnFile;

  /**
   * @param home the repository
   */
  WholeJob(RuleBook rules, Path home) {
    this.rules = rules;
    this.asnFile = home.resolve("testdata/asn/trailhound-demo.mmdb").toString();
  }

  /** Milliseconds from the job's start to its end, without the start of the cluster around it. */
  long run(Path file) throws Exception {
    Configuration settings = new Configuration();
    settings.setString("state.backend.type", "hashmap");
    settings.setString("pipeline.object-reuse", "true");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    var decoded =
        env.fromSource(
            new FilesSource(FilesConfig.of(file.toString()), Decoders.of(rules), LATENESS),
            FilesSource.watermarks(LATENESS),
            "cloudtrail");
    DetectionPipeline.Results results =
        DetectionPipeline.build(decoded, rules, Optional.of(asnFile), LATENESS);
    results.alerts().sinkTo(new DiscardingSink<>());
    results.deadLetters().sinkTo(new DiscardingSink<>());
    results.late().sinkTo(new DiscardingSink<>());
    return env.execute().getNetRuntime();
  }
}
