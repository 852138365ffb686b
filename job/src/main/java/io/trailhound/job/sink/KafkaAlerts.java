package io.trailhound.job.sink;

import io.trailhound.alert.AlertFormat;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Alerts to a topic; what is too large for it comes back for the dead letters. */
public final class KafkaAlerts implements Output<Alert> {
  private final KafkaConfig config;
  private final AlertFormat documents;
  private final String uidSuffix;

  public KafkaAlerts(KafkaConfig config, AlertFormat documents, String uidSuffix) {
    this.config = config;
    this.documents = documents;
    this.uidSuffix = uidSuffix;
  }

  @Override
  public Optional<DataStream<DeadLetter>> write(DataStream<Alert> alerts, String name) {
    String topic = config.alertsTopic().orElseThrow();
    SingleOutputStreamOperator<AlertMessage> messages =
        alerts
            .process(
                new ToMessages(config.properties(), topic, documents),
                TypeInformation.of(AlertMessage.class))
            .setParallelism(1)
            .name(name + " as messages")
            .uid("alert-messages" + uidSuffix);
    messages
        .sinkTo(KafkaSinks.alerts(config, topic))
        .setParallelism(1)
        .name(name)
        .uid("alerts-kafka" + uidSuffix);
    return Optional.of(messages.getSideOutput(ToMessages.REFUSED));
  }
}
