package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every configuration key of the job, in the order in which help and documentation show them. An
 * area with keys of its own has its own class, which {@link #ALL} adds.
 */
public final class Keys {
  public static final String STANDARD_OUTPUT = "-";

  /** In place of a file: running without one is meant. */
  public static final String NONE = "none";

  static final String FILES = "files";
  static final String KAFKA = "kafka";
  static final String ELASTICSEARCH = "elasticsearch";
  static final String WEBHOOK = "webhook";
  static final String SNS = "sns";
  static final String EVENTBRIDGE = "eventbridge";
  static final String CONSOLE = "console";

  private static final List<String> SINKS =
      List.of(FILES, KAFKA, ELASTICSEARCH, WEBHOOK, SNS, EVENTBRIDGE, CONSOLE);

  public static final Key<String> SOURCE =
      Key.of("source", "NAME", Type.word(List.of("files", "kafka", "kinesis")))
          .otherwise("files")
          .means("Where events come from.", "");

  public static final Key<String> SINK =
      Key.of("sink", "NAME", Type.word(SINKS))
          .takesMany()
          .otherwiseNote("`files` when `alerts` names a file, else `console`")
          .means(
              "Where alerts go: a file, a Kafka topic, Elasticsearch or OpenSearch, a webhook,"
                  + " Amazon SNS or EventBridge, or standard output. To several, each gets all of them.",
              "");

  public static final Key<String> ALERTS =
      Key.of(
              "alerts",
              "FILE",
              Type.path("a file, a folder with a / at its end, or - for standard output"))
          .otherwise(STANDARD_OUTPUT)
          .means(
              "Alerts, one JSON object a line. On a terminal, - shows a list for people instead. A"
                  + " folder gets part files, each complete with a checkpoint or the end of input;"
                  + " a local run that goes on makes one every 10 s, unless"
                  + " `execution.checkpointing.interval` says otherwise.",
              "On a cluster, - is the standard output of a TaskManager, and one file is a file"
                  + " there: name a folder that all machines share.");

  public static final Key<String> ALERT_FORMAT =
      Key.of("alert-format", "NAME", Type.word(List.of("ecs", "ocsf")))
          .otherwise("ecs")
          .means(
              "What an alert is written as: `ecs`, the document of contract.md, or `ocsf`, a Detection"
                  + " Finding of the Open Cybersecurity Schema Framework, see outputs.md.",
              "Elasticsearch and the templates of webhooks take `ecs` only.");

  public static final Key<String> DEAD_LETTERS =
      Key.of("dead-letters", "FILE", Type.output("a file, or a folder with a / at its end"))
          .otherwiseNote("none: they are counted, and the first few are shown")
          .means(
              "Input that could not be read as CloudTrail, with reason, position and the original"
                  + " bytes.",
              "Without it the original bytes are not kept anywhere.");

  public static final Key<String> LATE =
      Key.of("late", "FILE", Type.output("a file, or a folder with a / at its end"))
          .otherwiseNote("none: they are counted, and the first few are shown")
          .means(
              "Events that came more than `lateness` after their time; they fired match rules but"
                  + " no other.",
              "Without it they are not kept anywhere.");

  public static final Key<String> RULES =
      Key.of("rules", "DIR", Type.path("a folder with rule files (.yml, .yaml)"))
          .otherwiseNote("the rules that ship")
          .means(
              "Rules to use instead of those that ship, from a folder here or in S3. Lists and"
                  + " filters in it are read again when they change, where the TaskManagers have"
                  + " the folder; rules are not, and neither is a folder in S3.",
              "The shipped rules no longer run.");

  public static final Key<String> RULES_ADD =
      Key.of("rules-add", "DIR", Type.path("a folder with rule files (.yml, .yaml)"))
          .takesMany()
          .otherwiseNote("none")
          .means(
              "Rules to use besides those that ship (or besides `rules`). A list file found here"
                  + " replaces the list of the same name. Lists and filters are read again as those"
                  + " of `rules` are.",
              "");

  public static final Key<String> RULES_FOREIGN =
      Key.of("rules-foreign", "WHAT", Type.word(List.of("refuse", "skip")))
          .otherwise("refuse")
          .means(
              "Rules whose `logsource` isn't CloudTrail: `refuse` doesn't start, `skip` leaves them"
                  + " out, with the rules that build on them, and says so.",
              "With `skip`, a rule whose `logsource` has a slip isn't there.");

  public static final Key<String> SUPPRESS =
      Key.of("suppress", "WHICH", Type.word(List.of("awake", "all", "none")))
          .otherwise("awake")
          .means(
              "Which rules' `suppress` counts, by which one alert stands for those that follow within"
                  + " a period: all but what is asleep, as that of the shipped match rules; all; or"
                  + " none. See rules.md.",
              "With `emit = final`, a suppressed alert comes when its period is over.");

  public static final Key<String> ACTOR =
      Key.of("actor", "yes|no", Type.word(List.of("no", "yes")))
          .otherwise("no")
          .means(
              "Alerts on sessions of a role say who is behind them (`trailhound.actor`), as the calls"
                  + " that handed out their keys tell, see who.md. What rules group by `trailhound.actor`"
                  + " doesn't need it.",
              "Of such a session, what a match rule finds goes out as an early alert, and as a final"
                  + " one when the watermark has passed. Each key that STS hands out is in the"
                  + " state until it expires.");

  public static final Key<String> ASN_DB =
      Key.of(
              "asn-db",
              "FILE",
              Type.path("a MaxMind file (.mmdb) of the GeoLite2-ASN layout, or none"))
          .otherwiseNote("none given: refused when the rules need networks and the input has none")
          .means(
              "Gives source addresses their network (`source.as.*`). Read again when the file"
                  + " changes. `none` says that running without is meant.",
              "With `none`, on input without `source.as.*`, six of the eight rules that ship can"
                  + " never fire.");

  public static final Key<Duration> LATENESS =
      Key.of("lateness", "TIME", Type.duration(Duration.ZERO, Duration.ofDays(7)))
          .otherwise("15m")
          .means(
              "How long after its time an event may arrive and still count everywhere: the"
                  + " watermark trails by this much. CloudTrail was measured at 594 s at most.",
              "Shorter: events become late. Longer: final alerts come later and state is held"
                  + " longer. Early alerts do not wait for it.");

  public static final Key<Duration> MAX_FUTURE =
      Key.of("max-future", "TIME", Type.duration(Duration.ZERO, Duration.ofDays(3650)))
          .otherwise("10m")
          .means(
              "A record dated further ahead of this machine's clock is a dead letter.",
              "One event from the future drags the watermark along and makes every later event"
                  + " late.");

  public static final Key<String> EMIT =
      Key.of("emit", "PHASE", Type.word(List.of("early", "final")))
          .otherwise("early")
          .means(
              "`early`: alerts the moment their condition holds, and again when they are final,"
                  + " with the same id. `final`: only the latter.",
              "`final` delays windowed alerts by `lateness` and more.");

  public static final Key<Duration> SILENCE_AFTER =
      Key.of("silence-after", "TIME", Type.duration(Duration.ofMinutes(5), Duration.ofDays(7)))
          .otherwiseNote("off")
          .means(
              "Tells of an account, or of a region of it that was busy, of which no event came for"
                  + " that long: the alert `trailhound_trail_silent`, see operations.md.",
              "Shorter than the pauses that an account makes by itself, each of them is an alert.");

  public static final Key<String> CLOUDWATCH_METRICS =
      Key.of("cloudwatch-metrics", "yes|no", Type.word(List.of("no", "yes")))
          .otherwise("no")
          .means(
              "On Amazon Managed Service for Apache Flink: the job's metrics, without labels, also in"
                  + " the group that the service passes on to CloudWatch, see metrics.md.",
              "CloudWatch takes 0.30 USD a month for each.");

  public static final Key<String> REPLAY =
      Key.of(
              "replay",
              "NAME",
              Type.matching(
                  "name",
                  Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                  "letters, digits, '.', '_' and '-'"))
          .otherwiseNote("none: alerts are news")
          .means(
              "Marks every alert with `trailhound.replay: NAME`, and keeps sources and sinks apart"
                  + " from those of the job whose savepoint this one begins with.",
              "For history that is run again from a known state; see replay.md. Only with the files"
                  + " source. In Elasticsearch it needs an index of its own.");

  public static final Key<Integer> PARALLELISM =
      Key.of("parallelism", "N", Type.integer(1, 1024))
          .otherwiseNote(
              "locally the number of processors, at most 4; on a cluster its own setting")
          .means(
              "Parallel subtasks of every operator.", "A local run holds all of them in one JVM.");

  private static final List<Key<?>> GENERAL =
      List.of(
          SINK,
          ALERTS,
          ALERT_FORMAT,
          DEAD_LETTERS,
          LATE,
          RULES,
          RULES_ADD,
          RULES_FOREIGN,
          SUPPRESS,
          ACTOR,
          ASN_DB,
          LATENESS,
          MAX_FUTURE,
          EMIT,
          SILENCE_AFTER,
          CLOUDWATCH_METRICS,
          REPLAY,
          PARALLELISM);

  /** All of them: those of this class, then area by area. */
  public static final List<Key<?>> ALL =
      Stream.of(
              List.of(SOURCE),
              FilesKeys.ALL,
              GENERAL,
              IncidentKeys.ALL,
              LookupKeys.ALL,
              KafkaKeys.ALL,
              KinesisKeys.ALL,
              WarmKeys.ALL,
              ElasticsearchKeys.ALL,
              WebhookKeys.ALL,
              AwsOutputKeys.ALL,
              DeliveryKeys.ALL)
          .<Key<?>>flatMap(List::stream)
          .toList();

  /** Where a command that shows alerts finds them in a server, and the rules behind them. */
  static List<Key<?>> ofPages() {
    return List.of(
        ElasticsearchKeys.URL,
        ElasticsearchKeys.INDEX,
        ElasticsearchKeys.INCIDENTS_INDEX,
        ElasticsearchKeys.API_KEY,
        ElasticsearchKeys.USER,
        ElasticsearchKeys.PASSWORD,
        ElasticsearchKeys.AUTH,
        ElasticsearchKeys.REGION,
        ElasticsearchKeys.CA,
        RULES,
        RULES_ADD,
        RULES_FOREIGN);
  }

  /** Those that say which archived files are read and with what, not where results go. */
  static List<Key<?>> ofArchives() {
    Set<Key<?>> others =
        Set.of(
            FilesKeys.WATCH,
            FilesKeys.SQS_QUEUE,
            SINK,
            ALERTS,
            ALERT_FORMAT,
            DEAD_LETTERS,
            LATE,
            EMIT,
            ACTOR,
            SILENCE_AFTER,
            CLOUDWATCH_METRICS,
            REPLAY);
    return Stream.of(FilesKeys.ALL, GENERAL)
        .<Key<?>>flatMap(List::stream)
        .filter(key -> !others.contains(key))
        .toList();
  }

  private Keys() {}
}
