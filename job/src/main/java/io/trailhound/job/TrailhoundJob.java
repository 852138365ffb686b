package io.trailhound.job;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.decode.EpochClock;
import io.trailhound.detect.IncidentRule;
import io.trailhound.detect.Incidents;
import io.trailhound.detect.LastChain;
import io.trailhound.enrich.DescribeWhere;
import io.trailhound.enrich.EnrichNetwork;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.IncidentsConfig;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.ServeConfig;
import io.trailhound.job.sink.Output;
import io.trailhound.job.sink.WantedAlerts;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import io.trailhound.job.sink.webhook.WebhookCheck;
import io.trailhound.job.source.EveryAdvance;
import io.trailhound.job.source.files.FilesSource;
import io.trailhound.job.source.kafka.KafkaInput;
import io.trailhound.job.source.kinesis.KinesisSource;
import io.trailhound.job.source.listing.ListedOutputs;
import io.trailhound.match.MatchRules;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleLoader;
import io.trailhound.rules.sigma.RuleReading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Program arguments come in, the running job goes out: configuration, rules, source, {@link
 * DetectionPipeline} and sinks. Checkpoints, state backend and restarts are the cluster's business.
 */
public final class TrailhoundJob {
  private static final Logger LOG = LoggerFactory.getLogger(TrailhoundJob.class);

  /** The source's name, which Flink's metrics carry. */
  public static final String SOURCE = "cloudtrail";

  private TrailhoundJob() {}

  /** The entry point on a cluster. */
  public static void main(String[] args) throws Exception {
    JobConfig config = JobConfig.of(Arguments.parse(args));
    RuleBook rules = prepare(config);
    SqsCheck.require(config.files(), false);
    KafkaCheck.require(config.kafka(), false);
    KinesisCheck.require(config.kinesis(), false);
    ElasticsearchCheck.require(config, false);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    config.parallelism().ifPresent(environment::setParallelism);
    draw(environment, config, rules, Sinks.of(config, rules));
    environment.execute("trailhound");
  }

  /**
   * Loads the rules and looks at everything that can be found wrong before the start.
   *
   * @throws RuntimeException with one message for the user: ConfigException, RuleException,
   *     InputException, LookupException
   */
  public static RuleBook prepare(JobConfig config) {
    RuleBook loaded = load(config).with(config.suppressing());
    RuleBook rules = config.actor() ? loaded.namingActors() : loaded;
    rules.notes().forEach(note -> LOG.warn("{}", note));
    LookupCheck.require(config, rules, decoder(config, rules));
    config
        .readsFiles()
        .ifPresent(
            input ->
                ListedOutputs.refuse(
                    input, config.fromFiles() ? "input" : "warm-from", config.outputs()));
    WebhookCheck.require(config.webhook());
    return rules;
  }

  /** The rules as they're written now, with their files, for those who show them. */
  public static RuleReading rules(ServeConfig config) {
    try (FetchedRules fetched = new FetchedRules()) {
      Path instead = fetched.instead(config.rules());
      List<Path> added = fetched.added(config.rulesAdd());
      return RuleReading.of(RuleFiles.of(instead, added), config.skipForeignRules());
    }
  }

  private static RuleBook load(JobConfig config) {
    try (FetchedRules fetched = new FetchedRules()) {
      Path instead = fetched.instead(config.rules());
      List<Path> added = fetched.added(config.rulesAdd());
      return fetched.areHere()
          ? RuleLoader.load(instead, added, config.skipForeignRules())
          : RuleLoader.load(RuleFiles.of(instead, added), config.skipForeignRules());
    }
  }

  /** Draws the whole job: source, detection, sinks. */
  public static void draw(
      StreamExecutionEnvironment environment, JobConfig config, RuleBook rules, Sinks sinks) {
    configure(environment);
    PartFiles.requireCheckpoints(config, environment);
    DataStream<Decoded> decoded = source(environment, config, decoder(config, rules));
    MatchRules matching =
        new MatchRules(new RuleMatcher(rules), rules.updates(), config.cloudWatch());
    draw(decoded, matching, config, rules, sinks);
    Flush.soon(environment);
  }

  /**
   * Draws the job over the files of examples. They have no event time in common, so only the end of
   * all moves the watermark; what is late, {@code matching} says.
   */
  public static void drawExamples(
      StreamExecutionEnvironment environment,
      MatchRules matching,
      JobConfig config,
      RuleBook rules,
      Sinks sinks) {
    configure(environment);
    DataStream<Decoded> decoded =
        source(environment, config, decoder(config, rules))
            .assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks())
            .uid("examples-without-watermark");
    draw(decoded, matching, config, rules, sinks);
  }

  private static void draw(
      DataStream<Decoded> decoded,
      MatchRules matching,
      JobConfig config,
      RuleBook rules,
      Sinks sinks) {
    DetectionPipeline.Results detection =
        DetectionPipeline.build(
            EnrichNetwork.attach(decoded, config.lookupFiles(), config.cloudWatch()),
            rules,
            matching,
            config.lateness(),
            config.cloudWatch());
    DetectionPipeline.Results results =
        config
            .silenceAfter()
            .map(after -> detection.withSilence(after, config.lateness(), config.cloudWatch()))
            .orElse(detection);

    Optional<SingleOutputStreamOperator<Alert>> incidents =
        Optional.of(config.incidents())
            .filter(IncidentsConfig::isWanted)
            .map(how -> Incidents.attach(results.alerts(), rules, how.gap()));
    DataStream<DeadLetter> refused =
        incidents
            .map(it -> tell(Incidents.incidents(it), results.deadLetters(), config, rules, sinks))
            .orElse(results.deadLetters());
    DataStream<Alert> wanted =
        WantedAlerts.attach(
            inOrder(incidents, results.alerts(), config, rules),
            config.finalsOnly(),
            config.warm().alertsSince(),
            Sinks.rulesOfAlerts(config, rules),
            config.cloudWatch());
    DataStream<DeadLetter> dead =
        sinks
            .alerts()
            .write(DescribeWhere.attach(wanted, config.lookupFiles()), Sinks.ALERTS)
            .map(refused::union)
            .orElse(refused);
    sinks.deadLetters().write(dead, Sinks.DEAD_LETTERS);
    sinks.late().write(results.late(), Sinks.LATE);
  }

  /** Alerts as they're told: behind what makes them wait, if there is any. */
  private static DataStream<Alert> inOrder(
      Optional<SingleOutputStreamOperator<Alert>> incidents,
      DataStream<Alert> alerts,
      JobConfig config,
      RuleBook rules) {
    return incidents.isEmpty() && !rules.namesActors()
        ? alerts
        : LastChain.attach(
            incidents.<DataStream<Alert>>map(it -> it).orElse(alerts),
            rules,
            config.incidents().gap());
  }

  /**
   * Writes incidents.
   *
   * @return {@code dead} and what their sinks refuse
   */
  private static DataStream<DeadLetter> tell(
      DataStream<Alert> incidents,
      DataStream<DeadLetter> dead,
      JobConfig config,
      RuleBook rules,
      Sinks sinks) {
    DataStream<Alert> wanted =
        DescribeWhere.attachToIncidents(
            WantedAlerts.attachToIncidents(
                incidents,
                config.finalsOnly(),
                config.warm().alertsSince(),
                Sinks.rulesOfDocuments(config, rules).only(Set.of(IncidentRule.NAME)),
                config.cloudWatch()),
            config.lookupFiles());
    DataStream<DeadLetter> all = dead;
    for (Output<Alert> output : sinks.incidents()) {
      all = output.write(wanted, Sinks.INCIDENTS).map(all::union).orElse(all);
    }
    return all;
  }

  /** Speed and strictness, nothing that the results hang on: some clusters refuse all settings. */
  private static void configure(StreamExecutionEnvironment environment) {
    if (environment.getConfiguration().get(DeploymentOptions.PROGRAM_CONFIG_ENABLED)) {
      environment.configure(
          new Configuration()
              .set(PipelineOptions.OBJECT_REUSE, true)
              .set(PipelineOptions.GENERIC_TYPES, false)
              .set(PipelineOptions.AUTO_GENERATE_UIDS, false));
      environment.configure(RocksDbSettings.besides(environment.getConfiguration()));
    }
  }

  private static DataStream<Decoded> source(
      StreamExecutionEnvironment environment, JobConfig config, CloudTrailDecoder decoder) {
    if (config.fromKafka()) {
      DataStream<Decoded> topics =
          environment
              .fromSource(
                  KafkaInput.source(config.kafka(), decoder),
                  KafkaInput.watermarks(config.kafka(), config.lateness()),
                  SOURCE)
              .uid("cloudtrail-kafka");
      return behindArchive(topics, config.kafka().startTime(), config, decoder);
    }
    if (config.kinesis().used()) {
      DataStream<Decoded> shards =
          environment
              .fromSource(
                  new KinesisSource(config.kinesis(), decoder),
                  EveryAdvance.ofEvents(config.lateness(), config.kinesis().aligned()),
                  SOURCE)
              .uid("cloudtrail-kinesis");
      return behindArchive(shards, config.kinesis().begin(), config, decoder);
    }
    if (config.files().isTold()) {
      SqsCheck.requireCheckpoints(environment);
    }
    return environment
        .fromSource(
            new FilesSource(config.files(), decoder, config.lateness()),
            FilesSource.watermarks(config.lateness()),
            SOURCE)
        .uid("cloudtrail-files" + config.uidSuffix());
  }

  private static DataStream<Decoded> behindArchive(
      DataStream<Decoded> stream,
      Optional<Instant> seam,
      JobConfig config,
      CloudTrailDecoder decoder) {
    return config
        .warm()
        .archive()
        .map(files -> Archive.before(stream, seam, files, decoder, config.lateness()))
        .orElse(stream);
  }

  /** Decodes records as configured, with the fields that the rules name. */
  public static CloudTrailDecoder decoder(JobConfig config, RuleBook rules) {
    return new CloudTrailDecoder(
        rules.extraFields(),
        DecodeLimits.DEFAULT.withMaxFuture(config.maxFuture()),
        EpochClock.system());
  }
}
