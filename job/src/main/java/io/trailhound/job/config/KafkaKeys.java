package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;

/** The keys of Kafka: source, sink, and topics for dead letters and late events. */
final class KafkaKeys {
  static final Key<String> SERVERS =
      Key.of("kafka-servers", "HOST:PORT", Type.path("HOST:PORT[,HOST:PORT]"))
          .otherwiseNote("none: must be given for Kafka")
          .means(
              "Kafka's bootstrap servers. Every other client property is given as"
                  + " `kafka.<property>`, for example `kafka.security.protocol = SASL_SSL`; a value"
                  + " that names a place (`env:NAME` and others) stands for what is there.",
              "Passwords as plain arguments can be seen in the list of processes.");

  static final Key<String> AUTH =
      Key.of("kafka-auth", "HOW", Type.word(List.of("aws-iam")))
          .otherwiseNote("none: `kafka.security.protocol` and the like say how")
          .means(
              "`aws-iam`: logs in at Amazon MSK with IAM, over TLS, with the credentials that the"
                  + " AWS SDK finds; stands for four of Kafka's properties, each of which may still"
                  + " be given. kafka.md has the permissions.",
              "MSK listens for it at port 9098 (9198 from outside).");

  static final Key<String> TOPICS =
      Key.of("kafka-topic", "TOPIC", Type.path("the name of a topic"))
          .takesMany()
          .otherwiseNote("none: this or `kafka-topic-pattern` for the Kafka source")
          .means("Topics to read; each may hold another input form.", "");

  static final Key<String> PATTERN =
      Key.of("kafka-topic-pattern", "REGEX", Type.regex())
          .otherwiseNote("none")
          .means(
              "Reads the topics whose whole name matches, instead of `kafka-topic`. One that matches a"
                  + " topic the job writes to is refused.",
              "");

  static final Key<String> START =
      Key.of("kafka-start", "WHERE", Type.start(Type.KNOWN_TO_KAFKA))
          .otherwise("committed")
          .means(
              "Where to start without a savepoint: what the group committed (earliest when it has"
                  + " committed nothing), or messages with this time or later.",
              "");

  static final Key<String> STOP =
      Key.of("kafka-stop", "WHERE", Type.word(List.of("never", "latest")))
          .otherwise("never")
          .means("`latest`: ends at what the topics held at the start.", "");

  static final Key<String> GROUP =
      Key.of("kafka-group", "ID", Type.path("a consumer group"))
          .otherwise("trailhound")
          .means("The consumer group that offsets are committed for.", "");

  static final Key<Duration> IDLENESS =
      Key.of("kafka-idleness", "TIME", Type.duration(Duration.ofSeconds(1), Duration.ofDays(7)))
          .otherwise("1m")
          .means(
              "A partition that was read to its end, by its broker's word, and has brought no event"
                  + " for this long no longer holds the watermark back. What lies unread holds it,"
                  + " however slow the reader; dead letters keep no partition alive.",
              "Shorter: events of a partition that pauses become late.");

  static final Key<Duration> ALIGNMENT =
      Key.of("kafka-alignment", "TIME", Type.duration(Duration.ofSeconds(1), Duration.ofDays(7)))
          .otherwiseNote("none: every partition is read as fast as it goes; 1h with `warm-from`")
          .means(
              "A partition whose events are further ahead than this of the one furthest behind"
                  + " waits for it. Keeps state small while a job catches up.",
              "A partition without messages holds the others until it counts as idle. Flink says once a"
                  + " second how far each may go: a job that catches up takes in no more than this of"
                  + " a trail's time in a second.");

  static final Key<String> ALERTS_TOPIC =
      Key.of("alerts-topic", "TOPIC", Type.path("the name of a topic"))
          .otherwiseNote("none: must be given for the Kafka sink")
          .means("Where the Kafka sink writes alerts; the key is the alert's id.", "");

  static final Key<String> INCIDENTS_TOPIC =
      Key.of("incidents-topic", "TOPIC", Type.path("the name of a topic"))
          .otherwiseNote("none: `incidents` applies")
          .means(
              "Where incidents go in Kafka, whatever the sink of the alerts; the key is the"
                  + " incident's id.",
              "");

  static final Key<String> DEAD_LETTERS_TOPIC =
      Key.of("dead-letters-topic", "TOPIC", Type.path("the name of a topic"))
          .otherwiseNote("none: `dead-letters` applies")
          .means(
              "Where dead letters go in Kafka, whatever the sink of the alerts. Give the topic a"
                  + " `max.message.bytes` somewhat above that of the input.",
              "");

  static final Key<String> LATE_TOPIC =
      Key.of("late-topic", "TOPIC", Type.path("the name of a topic"))
          .otherwiseNote("none: `late` applies")
          .means("Where late events go in Kafka, whatever the sink of the alerts.", "");

  static final Key<String> DELIVERY =
      Key.of("kafka-delivery", "HOW", Type.word(List.of("at-least-once", "exactly-once")))
          .otherwise("at-least-once")
          .means(
              "`at-least-once`: alerts are visible at once, and after a failure some come again"
                  + " with the same id. `exactly-once`: in transactions, visible with the"
                  + " checkpoint.",
              "`exactly-once` needs checkpoints, and consumers that read committed messages only.");

  static final Key<String> TRANSACTION_PREFIX =
      Key.of("kafka-transaction-prefix", "TEXT", Type.path("a text that no other job uses"))
          .otherwise("trailhound")
          .means("How the ids of transactions begin.", "Two jobs with one prefix end each other.");

  static final Key<Duration> TRANSACTION_TIMEOUT =
      Key.of(
              "kafka-transaction-timeout",
              "TIME",
              Type.duration(Duration.ofSeconds(1), Duration.ofDays(7)))
          .otherwise("15m")
          .means(
              "After this the broker gives up an open transaction; at most the broker's"
                  + " `transaction.max.timeout.ms`.",
              "Shorter than a restart takes: alerts are lost.");

  static final List<Key<?>> ALL =
      List.of(
          SERVERS,
          AUTH,
          TOPICS,
          PATTERN,
          START,
          STOP,
          GROUP,
          IDLENESS,
          ALIGNMENT,
          ALERTS_TOPIC,
          INCIDENTS_TOPIC,
          DEAD_LETTERS_TOPIC,
          LATE_TOPIC,
          DELIVERY,
          TRANSACTION_PREFIX,
          TRANSACTION_TIMEOUT);

  private KafkaKeys() {}
}
