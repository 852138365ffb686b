package io.trailhound.job;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.sink.KafkaSinks;
import io.trailhound.job.sink.Notices;
import io.trailhound.job.sink.StandardOutput;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.rules.RuleBook;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the job's three outputs go. */
public record Sinks(Sink<Alert> alerts, Sink<DeadLetter> deadLetters, Sink<DeadLetter> late) {

  /** As configured. */
  public static Sinks of(JobConfig config, RuleBook rules) {
    EcsAlert documents = new EcsAlert(rules.rules(), Version.text());
    if (config.toKafka()) {
      return toKafka(config, documents);
    }
    return new Sinks(
        config.toStandardOutput()
            ? new StandardOutput(documents)
            : FileSinks.alerts(config.alerts(), documents),
        deadLetters(config),
        late(config));
  }

  private static Sinks toKafka(JobConfig config, EcsAlert documents) {
    KafkaConfig kafka = config.kafka();
    return new Sinks(
        KafkaSinks.alerts(kafka, documents),
        kafka
            .deadLettersTopic()
            .map(topic -> KafkaSinks.letters(kafka, "dead-letters", topic))
            .orElseGet(() -> deadLetters(config)),
        kafka
            .lateTopic()
            .map(topic -> KafkaSinks.letters(kafka, "late", topic))
            .orElseGet(() -> late(config)));
  }

  private static Sink<DeadLetter> deadLetters(JobConfig config) {
    return config
        .deadLetters()
        .map(FileSinks::deadLetters)
        .orElseGet(() -> new Notices("dead letter", "dead-letters"));
  }

  private static Sink<DeadLetter> late(JobConfig config) {
    return config.late().map(FileSinks::late).orElseGet(() -> new Notices("late", "late"));
  }

  /** The same, but for the alerts. */
  public Sinks withAlerts(Sink<Alert> sink) {
    return new Sinks(sink, deadLetters, late);
  }
}
