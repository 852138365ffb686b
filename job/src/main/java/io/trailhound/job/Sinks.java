package io.trailhound.job;

import io.trailhound.alert.AlertFormat;
import io.trailhound.alert.EcsAlert;
import io.trailhound.alert.OcsfAlert;
import io.trailhound.detect.IncidentRule;
import io.trailhound.detect.SilenceRule;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.sink.KafkaAlerts;
import io.trailhound.job.sink.KafkaSinks;
import io.trailhound.job.sink.Notices;
import io.trailhound.job.sink.Output;
import io.trailhound.job.sink.StandardOutput;
import io.trailhound.job.sink.aws.EventBus;
import io.trailhound.job.sink.aws.SnsTopic;
import io.trailhound.job.sink.delivery.DeliveryOutput;
import io.trailhound.job.sink.delivery.Receiver;
import io.trailhound.job.sink.elasticsearch.ElasticsearchOutput;
import io.trailhound.job.sink.webhook.WebhookReceiver;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.rules.RuleBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Where the job's outputs go.
 *
 * @param incidents those that are wanted; mostly none
 */
public record Sinks(
    Output<Alert> alerts,
    List<Output<Alert>> incidents,
    Output<DeadLetter> deadLetters,
    Output<DeadLetter> late) {
  /** The outputs' names, which Flink's metrics carry. */
  public static final String ALERTS = "alerts";

  public static final String INCIDENTS = "incidents";

  public static final String DEAD_LETTERS = "dead-letters";
  public static final String LATE = "late";

  private static final String KAFKA = "-kafka";
  private static final String ELASTICSEARCH = "-elasticsearch";

  /** As configured. */
  public static Sinks of(JobConfig config, RuleBook loaded) {
    RuleBook rules = rulesOfDocuments(config, loaded);
    return of(config, loaded, new StandardOutput(format(config, rules)));
  }

  /**
   * The same.
   *
   * @param console takes alerts in place of standard output
   */
  public static Sinks of(JobConfig config, RuleBook loaded, Sink<Alert> console) {
    RuleBook rules = rulesOfDocuments(config, loaded);
    return new Sinks(
        alerts(config, rules, console),
        incidents(config, rules),
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

  /** The same and, where they are wanted, that of incidents. */
  static RuleBook rulesOfDocuments(JobConfig config, RuleBook loaded) {
    RuleBook book = rulesOfAlerts(config, loaded);
    return config.incidents().isWanted()
        ? book.and(IncidentRule.of(config.incidents().gap()))
        : book;
  }

  private static EcsAlert ecs(JobConfig config, RuleBook rules) {
    return new EcsAlert(rules.rules(), Version.text(), config.replay());
  }

  private static AlertFormat format(JobConfig config, RuleBook rules) {
    return config.ocsf()
        ? new OcsfAlert(
            rules.rules(), Version.text(), config.replay(), config.finalsOnly(), config.actor())
        : ecs(config, rules);
  }

  /** To all sinks, of which the first has the name that metrics and progress go by. */
  private static Output<Alert> alerts(JobConfig config, RuleBook rules, Sink<Alert> console) {
    Map<String, Output<Alert>> outputs = new LinkedHashMap<>();
    config.sinks().forEach(sink -> outputs.put(sink, alerts(sink, config, rules, console)));
    String first = config.sinks().get(0);
    return (stream, name) ->
        outputs.entrySet().stream()
            .flatMap(
                it ->
                    it
                        .getValue()
                        .write(
                            stream, it.getKey().equals(first) ? name : name + " to " + it.getKey())
                        .stream())
            .reduce(DataStream::union);
  }

  private static Output<Alert> alerts(
      String sink, JobConfig config, RuleBook rules, Sink<Alert> console) {
    AlertFormat documents = format(config, rules);
    return switch (sink) {
      case "kafka" ->
          new KafkaAlerts(
              config.kafka(),
              config.kafka().alertsTopic().orElseThrow(),
              documents,
              "alert-messages" + config.uidSuffix(),
              ALERTS + KAFKA + config.uidSuffix());
      case "elasticsearch" ->
          new ElasticsearchOutput(
              config.elasticsearch(),
              ecs(config, rules),
              rules.rules(),
              ALERTS + ELASTICSEARCH + config.uidSuffix());
      case "webhook" ->
          delivery(new WebhookReceiver.To(config.webhook(), Version.text()), documents, config);
      case "sns" -> delivery(new SnsTopic.To(config.awsOutput().topic()), documents, config);
      case "eventbridge" -> delivery(new EventBus.To(config.awsOutput().bus()), documents, config);
      case "console" -> Output.to(ALERTS, console);
      default ->
          Output.to(ALERTS + config.uidSuffix(), FileSinks.alerts(config.alerts(), documents));
    };
  }

  private static Output<Alert> delivery(
      Receiver.Address receiver, AlertFormat documents, JobConfig config) {
    return new DeliveryOutput(receiver, documents, config.delivery(), config.uidSuffix());
  }

  private static List<Output<Alert>> incidents(JobConfig config, RuleBook rules) {
    EcsAlert documents = ecs(config, rules);
    List<Output<Alert>> outputs = new ArrayList<>();
    config
        .incidents()
        .file()
        .map(file -> FileSinks.incidents(file, documents))
        .ifPresent(sink -> outputs.add(Output.to(INCIDENTS + config.uidSuffix(), sink)));
    config
        .kafka()
        .incidentsTopic()
        .ifPresent(
            topic ->
                outputs.add(
                    new KafkaAlerts(
                        config.kafka(),
                        topic,
                        documents,
                        "incident-messages" + config.uidSuffix(),
                        INCIDENTS + KAFKA + config.uidSuffix())));
    config
        .incidents()
        .index()
        .map(config.elasticsearch()::withIndex)
        .ifPresent(
            index ->
                outputs.add(
                    new ElasticsearchOutput(
                        index,
                        documents,
                        rules.rules(),
                        INCIDENTS + ELASTICSEARCH + config.uidSuffix())));
    return outputs;
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
}
