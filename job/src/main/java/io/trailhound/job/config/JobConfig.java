package io.trailhound.job.config;

import io.trailhound.enrich.LookupFiles;
import io.trailhound.rules.Suppressing;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration, parsed once from {@link Settings}; see {@link Keys} for what each part means.
 *
 * @param alerts a file or folder, or {@link Keys#STANDARD_OUTPUT}
 * @param actor whether alerts say who is behind a session
 * @param ocsf whether alerts are written in the format of that name
 * @param sinks what {@link Keys#SINK} says or, when it says nothing, what {@code alerts} names
 * @param asnDb a file, or {@link Keys#NONE}; empty when nothing was said
 */
public record JobConfig(
    FilesConfig files,
    String alerts,
    boolean ocsf,
    IncidentsConfig incidents,
    Optional<String> deadLetters,
    Optional<String> late,
    Optional<String> rules,
    List<String> rulesAdd,
    boolean skipForeignRules,
    Suppressing suppressing,
    boolean actor,
    Optional<String> asnDb,
    LookupConfig lookups,
    Duration lateness,
    Duration maxFuture,
    boolean finalsOnly,
    Optional<Duration> silenceAfter,
    boolean cloudWatch,
    Optional<String> replay,
    Optional<Integer> parallelism,
    String source,
    List<String> sinks,
    KafkaConfig kafka,
    KinesisConfig kinesis,
    WarmConfig warm,
    ElasticsearchConfig elasticsearch,
    WebhookConfig webhook,
    AwsOutputConfig awsOutput,
    DeliveryConfig delivery) {

  /**
   * @throws ConfigException naming the key, the value, where it came from and what would be right
   */
  public static JobConfig of(Settings settings) {
    String source = settings.get(Keys.SOURCE).orElseThrow();
    List<String> sinks = sinks(settings);
    OutputFiles.check(settings);
    return new JobConfig(
        FilesConfig.of(settings, source.equals("files")),
        settings.get(Keys.ALERTS).orElseThrow(),
        ocsf(settings, sinks),
        IncidentsConfig.of(settings),
        settings.get(Keys.DEAD_LETTERS),
        settings.get(Keys.LATE),
        settings.get(Keys.RULES),
        settings.all(Keys.RULES_ADD),
        settings.get(Keys.RULES_FOREIGN).orElseThrow().equals("skip"),
        Suppressing.valueOf(settings.get(Keys.SUPPRESS).orElseThrow().toUpperCase(Locale.ROOT)),
        settings.get(Keys.ACTOR).orElseThrow().equals("yes"),
        settings.get(Keys.ASN_DB),
        LookupConfig.of(settings),
        settings.get(Keys.LATENESS).orElseThrow(),
        settings.get(Keys.MAX_FUTURE).orElseThrow(),
        settings.get(Keys.EMIT).orElseThrow().equals("final"),
        settings.get(Keys.SILENCE_AFTER),
        cloudWatch(settings),
        replay(settings, source, sinks),
        settings.get(Keys.PARALLELISM),
        source,
        sinks,
        KafkaConfig.of(settings, source.equals("kafka"), sinks.contains(Keys.KAFKA)),
        KinesisConfig.of(settings, source.equals("kinesis")),
        WarmConfig.of(settings, source.equals("files")),
        ElasticsearchConfig.of(settings, sinks.contains(Keys.ELASTICSEARCH)),
        WebhookConfig.of(settings, sinks.contains(Keys.WEBHOOK)),
        AwsOutputConfig.of(settings, sinks),
        DeliveryConfig.of(settings, sinks));
  }

  private static boolean ocsf(Settings settings, List<String> sinks) {
    if (settings.get(Keys.ALERT_FORMAT).orElseThrow().equals("ecs")) {
      return false;
    }
    String template = settings.get(WebhookKeys.TEMPLATE).orElseThrow();
    boolean fills = sinks.contains(Keys.WEBHOOK) && !template.equals(WebhookConfig.ALERT);
    if (fills || sinks.contains(Keys.ELASTICSEARCH)) {
      throw new ConfigException(
          "alert-format: 'ocsf' (given as %s) is not for %s. Right would be: ecs, or another sink."
              .formatted(
                  settings.origin(Keys.ALERT_FORMAT),
                  fills
                      ? "the webhook template '%s', which is filled from ECS fields"
                          .formatted(template)
                      : "Elasticsearch and OpenSearch, whose index has the types of ECS fields"));
    }
    return true;
  }

  /** Whether the job's metrics are for CloudWatch too. */
  static boolean cloudWatch(Settings settings) {
    return settings.get(Keys.CLOUDWATCH_METRICS).orElseThrow().equals("yes");
  }

  /** Alerts of a replay have the ids of those that were news, and must not take their places. */
  private static Optional<String> replay(Settings settings, String source, List<String> sinks) {
    Optional<String> replay = settings.get(Keys.REPLAY);
    if (replay.isPresent() && !source.equals("files")) {
      throw new ConfigException(
          "replay (given as %s) reads an archive, but source is '%s'. Right would be: --source files --input ARCHIVE."
              .formatted(settings.origin(Keys.REPLAY), source));
    }
    if (replay.isPresent() && settings.has(FilesKeys.SQS_QUEUE)) {
      throw new ConfigException(
          "replay (given as %s) reads an archive, and sqs-queue (given as %s) tells of news. Right would be: --input ARCHIVE."
              .formatted(settings.origin(Keys.REPLAY), settings.origin(FilesKeys.SQS_QUEUE)));
    }
    if (replay.isPresent()
        && sinks.contains(Keys.ELASTICSEARCH)
        && !settings.has(ElasticsearchKeys.INDEX)) {
      throw new ConfigException(
          "replay (given as %s) needs an index of its own. Right would be: --elasticsearch-index NAME."
              .formatted(settings.origin(Keys.REPLAY)));
    }
    return replay;
  }

  /** Behind the uid of what must not go on where the job that the savepoint is of stopped. */
  public String uidSuffix() {
    return replay.isPresent() ? "-replay" : "";
  }

  public boolean fromKafka() {
    return source.equals("kafka");
  }

  public boolean fromFiles() {
    return source.equals("files");
  }

  /** Whether there's always more to read: the job ends when it's stopped. */
  public boolean goesOn() {
    return fromFiles() ? files.staysOpen() : !(fromKafka() && kafka.endsAtLatest());
  }

  /** The files that are read and that can be looked at before the start, if any. */
  public Optional<FilesConfig> readsFiles() {
    return fromFiles() ? Optional.of(files).filter(told -> !told.isTold()) : warm.archive();
  }

  public boolean toStandardOutput() {
    return sinks.contains(Keys.CONSOLE);
  }

  public boolean toFiles() {
    return sinks.contains(Keys.FILES);
  }

  /** The files and folders that are written, each by the key that names it. */
  public Map<String, String> outputs() {
    Map<String, String> outputs = new LinkedHashMap<>();
    if (toFiles()) {
      outputs.put(Keys.ALERTS.name(), alerts);
    }
    incidents.file().ifPresent(file -> outputs.put(IncidentKeys.FILE.name(), file));
    deadLetters.ifPresent(file -> outputs.put(Keys.DEAD_LETTERS.name(), file));
    late.ifPresent(file -> outputs.put(Keys.LATE.name(), file));
    return outputs;
  }

  /** Whether somebody is told of alerts who may be slow or away. */
  public boolean delivers() {
    return sinks.stream().anyMatch(DeliveryConfig.SINKS::contains);
  }

  /** The ASN file to read, if any. */
  public Optional<String> asnFile() {
    return asnDb.filter(file -> !file.equals(Keys.NONE));
  }

  /** All files that say more about a call than its record does. */
  public LookupFiles lookupFiles() {
    return new LookupFiles(
        asnFile().stream().toList(),
        LookupConfig.files(lookups.accounts()),
        LookupConfig.files(lookups.networkDbs()),
        LookupConfig.files(lookups.networkLists()));
  }

  /** Each index that is written: that of alerts, and that of incidents where they have one. */
  public List<ElasticsearchConfig> indices() {
    return Stream.concat(
            Stream.of(elasticsearch), incidents.index().map(elasticsearch::withIndex).stream())
        .toList();
  }

  private static List<String> sinks(Settings settings) {
    String alerts = settings.get(Keys.ALERTS).orElseThrow();
    boolean standardOutput = alerts.equals(Keys.STANDARD_OUTPUT);
    List<String> sinks = settings.all(Keys.SINK);
    if (sinks.isEmpty()) {
      return List.of(standardOutput ? Keys.CONSOLE : Keys.FILES);
    }
    for (String sink : sinks) {
      if (Collections.frequency(sinks, sink) > 1) {
        throw new ConfigException(
            "sink: '%s' stands twice (given as %s). Right would be: each once."
                .formatted(sink, settings.origin(Keys.SINK)));
      }
    }
    if (sinks.contains(Keys.FILES) && standardOutput) {
      throw new ConfigException(
          "sink: 'files' (given as %s) needs a file. Right would be: --alerts FILE."
              .formatted(settings.origin(Keys.SINK)));
    }
    if (!standardOutput && (!sinks.contains(Keys.FILES) || sinks.contains(Keys.CONSOLE))) {
      throw new ConfigException(
          "alerts: '%s' (given as %s) is a file, but sink is '%s' (given as %s). Right would be: one of the two."
              .formatted(
                  alerts,
                  settings.origin(Keys.ALERTS),
                  String.join(", ", sinks),
                  settings.origin(Keys.SINK)));
    }
    return sinks;
  }
}
