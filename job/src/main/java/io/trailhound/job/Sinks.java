package io.trailhound.job;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.FileSinks;
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
    return new Sinks(
        config.toStandardOutput()
            ? new StandardOutput(documents)
            : FileSinks.alerts(config.alerts(), documents),
        config
            .deadLetters()
            .map(FileSinks::deadLetters)
            .orElseGet(() -> new Notices("dead letter", "dead-letters")),
        config.late().map(FileSinks::late).orElseGet(() -> new Notices("late", "late")));
  }

  /** The same, but for the alerts. */
  public Sinks withAlerts(Sink<Alert> sink) {
    return new Sinks(sink, deadLetters, late);
  }
}
