package io.trailhound.benchmarks;

import io.trailhound.benchmarks.workload.Workload;
import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.Output;
import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A workload in, the job that {@code run} draws for it out, with documents and sinks: plain, or
 * with all that there is beside alerts of rules. There a rule reads what accounts, places and lists
 * of networks say, and one groups by who is behind a session, which by itself groups by ARN:
 * without them these parts would cost next to nothing.
 */
final class StartedJob implements WholeJob.Graph, AutoCloseable {
  /** As many as the trails have accounts, and as a list of an anonymising network has exits. */
  private static final int ACCOUNTS = 300;

  private static final int NETWORKS = 5_000;

  private static final String WHERE =
      """
      title: Something made or taken away in production, by somebody who hides
      name: change_by_somebody_hidden
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection:
          eventName|startswith: [Create, Delete, Put]
          cloud.account.name|startswith: prod
          trailhound.network.tags: anonymous
        filter_neighbours: {source.geo.country_iso_code: 'NO'}
        condition: selection and not filter_neighbours
      """;

  private static final String ROLES =
      """
      title: Somebody takes a role
      name: role_taken
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection: {eventSource: sts.amazonaws.com, eventName: AssumeRole}
        condition: selection
      ---
      title: Many roles taken
      name: many_roles_taken
      correlation:
        type: value_count
        rules: [role_taken]
        group-by: [%s]
        timespan: 10m
        condition: {field: requestParameters.roleArn, gte: 10}
      """;

  private final Path folder;
  private final List<String> arguments;

  /**
   * @param all whether with everything
   */
  StartedJob(Inputs inputs, Workload load, boolean all) throws IOException {
    folder = Files.createTempDirectory(inputs.folder(), "started");
    arguments =
        new ArrayList<>(
            List.of(
                "--input=" + inputs.file(load),
                "--asn-db=" + AsnFiles.file(inputs.home()),
                "--alerts=" + folder.resolve("alerts"),
                "--rules-add=" + rules(all)));
    if (all) {
      arguments.addAll(everything(inputs.home()));
    }
  }

  private List<String> everything(Path home) throws IOException {
    Path places = home.resolve("testdata/where/examples/trailhound-demo-places.mmdb");
    return List.of(
        "--suppress=all",
        "--actor=yes",
        "--incidents=" + folder.resolve("incidents"),
        "--accounts-file=" + accounts(),
        "--network-db=" + places,
        "--network-list=" + networks(),
        "--alert-format=ocsf");
  }

  private Path accounts() throws IOException {
    String lines =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "1111%08d,%s-shop-%d,team %d,made up,Workloads",
                        i,
                        i % 3 == 0 ? "prod" : "dev",
                        i,
                        i % 20))
            .collect(Collectors.joining("\n"));
    return Files.writeString(
        folder.resolve("accounts.csv"),
        "account_id,name,owner,environment,organizational_unit\n" + lines + "\n");
  }

  private Path networks() throws IOException {
    String lines =
        IntStream.range(0, NETWORKS)
            .mapToObj(i -> "198.18." + i / 250 + "." + i % 250)
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("anonymous.txt"), lines + "\n");
  }

  private Path rules(boolean all) throws IOException {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    String group = all ? "trailhound.actor" : "userIdentity.arn";
    Files.writeString(rules.resolve("roles.yml"), ROLES.formatted(group));
    if (all) {
      Files.writeString(rules.resolve("where.yml"), WHERE);
    }
    return rules;
  }

  @Override
  public DataStream<Alert> draw(StreamExecutionEnvironment env) {
    JobConfig config = JobConfig.of(Arguments.only(arguments.toArray(String[]::new)));
    RuleBook rules = TrailhoundJob.prepare(config);
    Sinks sinks = Sinks.of(config, rules);
    AtomicReference<DataStream<Alert>> written = new AtomicReference<>();
    Output<Alert> alerts =
        (stream, name) -> {
          written.set(stream);
          return sinks.alerts().write(stream, name);
        };
    TrailhoundJob.draw(
        env,
        config,
        rules,
        new Sinks(alerts, sinks.incidents(), sinks.deadLetters(), sinks.late()));
    return written.get();
  }

  @Override
  public void close() throws IOException {
    StartUp.delete(folder);
  }
}
