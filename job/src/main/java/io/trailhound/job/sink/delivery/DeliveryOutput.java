package io.trailhound.job.sink.delivery;

import io.trailhound.alert.AlertFormat;
import io.trailhound.job.config.DeliveryConfig;
import io.trailhound.job.sink.Output;
import io.trailhound.job.sink.WriterOperator;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Alerts to one receiver; what isn't delivered comes back for the dead letters. */
public final class DeliveryOutput implements Output<Alert> {
  private static final String UID = "alerts-";

  private final Receiver.Address receiver;
  private final AlertFormat documents;
  private final DeliveryConfig settings;
  private final String uidSuffix;

  /**
   * @param uidSuffix behind {@code alerts-} and the receiver's name
   */
  public DeliveryOutput(
      Receiver.Address receiver, AlertFormat documents, DeliveryConfig settings, String uidSuffix) {
    this.receiver = receiver;
    this.documents = documents;
    this.settings = settings;
    this.uidSuffix = uidSuffix;
  }

  @Override
  public Optional<DataStream<DeadLetter>> write(DataStream<Alert> alerts, String name) {
    Receiver.Address to = receiver;
    AlertFormat format = documents;
    DeliveryConfig how = settings;
    return WriterOperator.attach(
        alerts,
        name,
        UID + to.name() + uidSuffix,
        letters -> new DeliverySink(to, format, how, letters));
  }
}
