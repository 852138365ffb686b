package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;

/** Every configuration key of the job, in the order in which help and documentation show them. */
public final class Keys {
  public static final String STANDARD_OUTPUT = "-";
  public static final String NO_ASN_DB = "none";

  public static final Key<String> SOURCE =
      Key.of("source", "NAME", Type.word(List.of("files", "kafka")))
          .otherwise("files")
          .means("Where events come from.", "");

  public static final Key<String> INPUT =
      Key.of("input", "PATH", Type.path("a file, a folder (with all it holds) or a glob"))
          .takesMany()
          .otherwiseNote("none: must be given for the files source")
          .means(
              "What the files source reads: files, folders or globs, plain or gz. The form of the"
                  + " records is recognised by their content. In a properties file the key is"
                  + " repeated, one path each.",
              "Quote a glob, or the shell expands it first; both work.");

  public static final Key<String> SINK =
      Key.of("sink", "NAME", Type.word(List.of("files", "kafka", "console")))
          .otherwiseNote("`files` when `alerts` names a file, else `console`")
          .means("Where alerts go: a file, a Kafka topic, or standard output.", "");

  public static final Key<String> ALERTS =
      Key.of(
              "alerts",
              "FILE",
              Type.path("a file, a folder with a / at its end, or - for standard output"))
          .otherwise(STANDARD_OUTPUT)
          .means(
              "Alerts, one JSON object a line. On a terminal, - shows a list for people instead. A"
                  + " folder gets part files, each complete with a checkpoint or the end of input.",
              "On a cluster, - is the standard output of a TaskManager, and one file is a file"
                  + " there: name a folder that all machines share.");

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
          .means("Rules to use instead of those that ship.", "The shipped rules no longer run.");

  public static final Key<String> RULES_ADD =
      Key.of("rules-add", "DIR", Type.path("a folder with rule files (.yml, .yaml)"))
          .takesMany()
          .otherwiseNote("none")
          .means(
              "Rules to use besides those that ship (or besides `rules`). A list file found here"
                  + " replaces the list of the same name.",
              "");

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

  public static final Key<Integer> PARALLELISM =
      Key.of("parallelism", "N", Type.integer(1, 1024))
          .otherwiseNote(
              "locally the number of processors, at most 4; on a cluster its own setting")
          .means(
              "Parallel subtasks of every operator.", "A local run holds all of them in one JVM.");

  public static final Key<String> KAFKA_SERVERS =
      Key.of("kafka-servers", "HOST:PORT", Type.path("HOST:PORT[,HOST:PORT]"))
          .otherwiseNote("none: must be given for Kafka")
          .means(
              "Kafka's bootstrap servers. Every other client property is given as"
                  + " `kafka.<property>`, for example `kafka.security.protocol = SASL_SSL`; a value"
                  + " `env:NAME` or `file:/path` stands for what is there.",
              "Passwords as plain arguments can be seen in the list of processes.");

  public static final Key<String> KAFKA_TOPIC =
      Key.of("kafka-topic", "TOPIC", Type.path("the name of a topic"))
          .takesMany()
          .otherwiseNote("none: this or `kafka-topic-pattern` for the Kafka source")
          .means("Topics to read; each may hold another input form.", "");

  public static final Key<String> KAFKA_PATTERN =
      Key.of("kafka-topic-pattern", "REGEX", Type.regex())
          .otherwiseNote("none")
          .means("Reads the topics whose whole name matches, instead of `kafka-topic`.", "");

  public static final Key<String> KAFKA_START =
      Key.of("kafka-start", "WHERE", Type.start())
          .otherwise("committed")
          .means(
              "Where to start without a savepoint: what the group committed (earliest when it has"
                  + " committed nothing), or messages with this time or later.",
              "");

  public static final Key<String> KAFKA_STOP =
      Key.of("kafka-stop", "WHERE", Type.word(List.of("never", "latest")))
          .otherwise("never")
          .means("`latest`: ends at what the topics held at the start.", "");

  public static final Key<String> KAFKA_GROUP =
      Key.of("kafka-group", "ID", Type.path("a consumer group"))
          .otherwise("trailhound")
          .means("The consumer group that offsets are committed for.", "");

  public static final Key<Duration> KAFKA_IDLENESS =
      Key.of("kafka-idleness", "TIME", Type.duration(Duration.ofSeconds(1), Duration.ofDays(7)))
          .otherwise("1m")
          .means(
              "A partition without messages for this long no longer holds the watermark back.",
              "Shorter: events of a partition that pauses become late.");

  public static final Key<String> ALERTS_TOPIC =
      Key.of("alerts-topic", "TOPIC", Type.path("the name of a topic"))
          .otherwiseNote("none: must be given for the Kafka sink")
          .means("Where the Kafka sink writes alerts; the key is the alert's id.", "");

  public static final Key<String> DEAD_LETTERS_TOPIC =
      Key.of("dead-letters-topic", "TOPIC", Type.path("the name of a topic"))
          .otherwiseNote("none: `dead-letters` applies")
          .means("Where the Kafka sink writes dead letters.", "");

  public static final Key<String> LATE_TOPIC =
      Key.of("late-topic", "TOPIC", Type.path("the name of a topic"))
          .otherwiseNote("none: `late` applies")
          .means("Where the Kafka sink writes late events.", "");

  public static final Key<String> KAFKA_DELIVERY =
      Key.of("kafka-delivery", "HOW", Type.word(List.of("at-least-once", "exactly-once")))
          .otherwise("at-least-once")
          .means(
              "`at-least-once`: alerts are visible at once, and after a failure some come again"
                  + " with the same id. `exactly-once`: in transactions, visible with the"
                  + " checkpoint.",
              "`exactly-once` needs checkpoints, and consumers that read committed messages only.");

  public static final Key<String> KAFKA_TRANSACTION_PREFIX =
      Key.of("kafka-transaction-prefix", "TEXT", Type.path("a text that no other job uses"))
          .otherwise("trailhound")
          .means("How the ids of transactions begin.", "Two jobs with one prefix end each other.");

  public static final Key<Duration> KAFKA_TRANSACTION_TIMEOUT =
      Key.of(
              "kafka-transaction-timeout",
              "TIME",
              Type.duration(Duration.ofSeconds(1), Duration.ofDays(7)))
          .otherwise("15m")
          .means(
              "After this the broker gives up an open transaction; at most the broker's"
                  + " `transaction.max.timeout.ms`.",
              "Shorter than a restart takes: alerts are lost.");

  /** All of them. */
  public static final List<Key<?>> ALL =
      List.of(
          SOURCE,
          INPUT,
          SINK,
          ALERTS,
          DEAD_LETTERS,
          LATE,
          RULES,
          RULES_ADD,
          ASN_DB,
          LATENESS,
          MAX_FUTURE,
          EMIT,
          PARALLELISM,
          KAFKA_SERVERS,
          KAFKA_TOPIC,
          KAFKA_PATTERN,
          KAFKA_START,
          KAFKA_STOP,
          KAFKA_GROUP,
          KAFKA_IDLENESS,
          ALERTS_TOPIC,
          DEAD_LETTERS_TOPIC,
          LATE_TOPIC,
          KAFKA_DELIVERY,
          KAFKA_TRANSACTION_PREFIX,
          KAFKA_TRANSACTION_TIMEOUT);

  private Keys() {}
}
