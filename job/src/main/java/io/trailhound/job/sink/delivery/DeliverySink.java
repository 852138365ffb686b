package io.trailhound.job.sink.delivery;

import io.trailhound.alert.AlertFormat;
import io.trailhound.job.config.DeliveryConfig;
import io.trailhound.job.sink.WriterOperator;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Alerts in, messages to one receiver out. */
final class DeliverySink extends AsyncSinkBase<Alert, Outgoing> {
  private final Receiver.Address receiver;
  private final DeliveryConfig settings;

  /** The sink is made where it runs, and never sent anywhere. */
  private final transient Consumer<DeadLetter> deadLetters;

  /**
   * @param deadLetters gets what isn't delivered, in the task's thread
   */
  DeliverySink(
      Receiver.Address receiver,
      AlertFormat documents,
      DeliveryConfig settings,
      Consumer<DeadLetter> deadLetters) {
    super(
        (alert, context) -> message(alert, documents),
        2,
        1,
        3, // never reached: Lanes says that there's room, DeliveryWriter sees to it
        Long.MAX_VALUE,
        WriterOperator.MOST_MS_UNSENT,
        Long.MAX_VALUE);
    this.receiver = receiver;
    this.settings = settings;
    this.deadLetters = deadLetters;
  }

  private static Outgoing message(Alert alert, AlertFormat documents) {
    byte[] json = documents.toJson(alert).getBytes(StandardCharsets.UTF_8);
    return new Outgoing(alert.id, alert.phase, json);
  }

  Receiver.Address receiver() {
    return receiver;
  }

  DeliveryConfig settings() {
    return settings;
  }

  Consumer<DeadLetter> deadLetters() {
    return deadLetters;
  }

  Outgoing message(Alert alert) {
    return getElementConverter().apply(alert, null);
  }

  AsyncSinkWriterConfiguration writerSettings(Lanes lanes) {
    return WriterOperator.settings(getMaxBatchSize(), getMaxBufferedRequests(), lanes);
  }

  @Override
  public StatefulSinkWriter<Alert, BufferedRequestState<Outgoing>> createWriter(
      WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Alert, BufferedRequestState<Outgoing>> restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<Outgoing>> restored) {
    Lanes lanes =
        new Lanes(
            context.getProcessingTimeService()::getCurrentProcessingTime,
            receiver.together(),
            receiver.bytesTogether());
    return new DeliveryWriter(this, getElementConverter(), context, restored, lanes);
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<Outgoing>> getWriterStateSerializer() {
    return new OutgoingState();
  }
}
