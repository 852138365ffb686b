package io.trailhound.job;

import io.trailhound.alert.EcsAlert;
import io.trailhound.detect.SilenceRule;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.sink.KafkaAlerts;
import io.trailhound.job.sink.KafkaSinks;
import io.trailhound.job.sink.Notices;
import io.trailhound.job.sink.Output;
import io.trailhound.job.sink.StandardOutput;
import io.trailhound.job.sink.elasticsearch.ElasticsearchOutput;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.rules.RuleBook;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the job's three outputs go. */
public record Sinks(Output<Alert> alerts, Output<DeadLetter> deadLetters, Output<DeadLetter> late) {
  /** The outputs' names, which Flink's metrics carry. */
  public static final String ALERTS = "alerts";

  public static final String DEAD_LETTERS = "dead-letters";
  public static final String LATE = "late";

  private static final String KAFKA = "-kafka";

  /** As configured. */
  public static Sinks of(JobConfig config, RuleBook loaded) {
    RuleBook rules = rulesOfAlerts(config, loaded);
    EcsAlert documents = new EcsAlert(rules.rules(), Version.text(), config.replay());
    return new Sinks(
        alerts(config, documents, rules),
        config
            .kafka()
            .deadLettersTopic()
            .map(topic -> letters(config, DEAD_LETTERS, topic))
            .orElseGet(() -> deadLetters(config)),
        config
            .kafka()
            .lateTopic()
            .map(topic -> letters(config, LATE, topic))
            .orElseGet(() -> late(config)));
  }

  /** All rules that an alert can be of: those that are loaded, and the one of silent trails. */
  static RuleBook rulesOfAlerts(JobConfig config, RuleBook loaded) {
    return config.silenceAfter().map(after -> loaded.and(SilenceRule.of(after))).orElse(loaded);
  }

  private static Output<Alert> alerts(JobConfig config, EcsAlert documents, RuleBook rules) {
    return switch (config.sink()) {
      case "kafka" -> new KafkaAlerts(config.kafka(), documents, config.uidSuffix());
      case "elasticsearch" ->
          new ElasticsearchOutput(
              config.elasticsearch(), documents, rules.rules(), config.uidSuffix());
      case "console" -> Output.to(ALERTS, new StandardOutput(documents));
      default ->
          Output.to(ALERTS + config.uidSuffix(), FileSinks.alerts(config.alerts(), documents));
    };
  }

  private static Output<DeadLetter> letters(JobConfig config, String name, String topic) {
    return Output.to(
        name + KAFKA + config.uidSuffix(), KafkaSinks.letters(config.kafka(), name, topic));
  }

  private static Output<DeadLetter> deadLetters(JobConfig config) {
    return Output.to(
        DEAD_LETTERS + config.uidSuffix(),
        config
            .deadLetters()
            .map(FileSinks::deadLetters)
            .orElseGet(() -> new Notices("dead letter", DEAD_LETTERS)));
  }

  private static Output<DeadLetter> late(JobConfig config) {
    return Output.to(
        LATE + config.uidSuffix(),
        config.late().map(FileSinks::late).orElseGet(() -> new Notices("late", LATE)));
  }

  /** The same, but for the alerts. */
  public Sinks withAlerts(Sink<Alert> sink) {
    return new Sinks(Output.to(ALERTS, sink), deadLetters, late);
  }
}
