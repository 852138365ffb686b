package io.trailhound.job.sink;

import io.trailhound.alert.AlertFormat;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Alerts, or incidents, to a topic; what is too large for it comes back for the dead letters. */
public final class KafkaAlerts implements Output<Alert> {
  private final KafkaConfig config;
  private final String topic;
  private final AlertFormat documents;
  private final String messagesUid;
  private final String uid;

  /**
   * @param messagesUid of the operator that makes messages
   * @param uid of the sink
   */
  public KafkaAlerts(
      KafkaConfig config, String topic, AlertFormat documents, String messagesUid, String uid) {
    this.config = config;
    this.topic = topic;
    this.documents = documents;
    this.messagesUid = messagesUid;
    this.uid = uid;
  }

  @Override
  public Optional<DataStream<DeadLetter>> write(DataStream<Alert> alerts, String name) {
    SingleOutputStreamOperator<AlertMessage> messages =
        alerts
            .process(
                new ToMessages(config.properties(), topic, documents),
                TypeInformation.of(AlertMessage.class))
            .setParallelism(1)
            .name(name + " as messages")
            .uid(messagesUid);
    messages.sinkTo(KafkaSinks.alerts(config, name, topic)).setParallelism(1).name(name).uid(uid);
    return Optional.of(messages.getSideOutput(ToMessages.REFUSED));
  }
}
