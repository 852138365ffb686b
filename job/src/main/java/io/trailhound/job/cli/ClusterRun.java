package io.trailhound.job.cli;

import io.trailhound.job.KafkaCheck;
import io.trailhound.job.KinesisCheck;
import io.trailhound.job.Sinks;
import io.trailhound.job.SqsCheck;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import io.trailhound.rules.RuleBook;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import picocli.CommandLine.ExitCode;

/** The job, handed to a cluster: it runs there when this returns. */
final class ClusterRun {
  private ClusterRun() {}

  static int submit(
      ClusterAddress address,
      JobConfig config,
      Map<String, String> flink,
      Consumer<StreamGraph> look,
      PrintWriter out)
      throws Exception {
    RuleBook rules = TrailhoundJob.prepare(config);
    ClusterOverview cluster = ClusterOverview.of(address);
    cluster.require(address, config);
    SqsCheck.require(config.files(), false);
    KafkaCheck.require(config.kafka(), false);
    KinesisCheck.require(config.kinesis(), false);
    ElasticsearchCheck.require(config, false);

    Configuration settings = Configuration.fromMap(cluster.settings());
    settings.addAll(submission(address));
    flink.forEach(settings::setString);
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    environment.setParallelism(cluster.parallelism(config));
    TrailhoundJob.draw(environment, config, rules, Sinks.of(config, rules));
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName("trailhound");
    look.accept(graph);
    String job = environment.executeAsync(graph).getJobID().toHexString();
    tell(address, job, config, out);
    return ExitCode.OK;
  }

  private static Configuration submission(ClusterAddress address) throws URISyntaxException {
    return new Configuration()
        .set(DeploymentOptions.TARGET, "remote")
        .set(DeploymentOptions.ATTACHED, false)
        .set(RestOptions.ADDRESS, address.host())
        .set(RestOptions.PORT, address.port())
        .set(PipelineOptions.JARS, List.of(jar().toUri().toString()));
  }

  /** The jar that this class is in: a cluster gets no other. */
  private static Path jar() throws URISyntaxException {
    Path source =
        Path.of(ClusterRun.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isRegularFile(source)) {
      throw new ConfigException(
          "'%s' is no jar, and a cluster needs one. Right would be: the launcher ./trailhound."
              .formatted(source));
    }
    return source;
  }

  private static void tell(ClusterAddress address, String job, JobConfig config, PrintWriter out) {
    String stop =
        address.localStack()
            ? "./trailhound stack stop " + job
            : String.format(
                Locale.ROOT, "flink stop -m %s:%d %s", address.host(), address.port(), job);
    out.printf(
        """
        Submitted as job %s.
        Look:  %s/#/job/running/%s
        Stop:  %s
        """,
        job, address.url(), job, stop);
    if (config.toStandardOutput()) {
      out.println("Alerts: on the standard output of a TaskManager; --sink sends them elsewhere.");
    }
  }
}
