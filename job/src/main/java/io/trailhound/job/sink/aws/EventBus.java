package io.trailhound.job.sink.aws;

import io.trailhound.job.aws.AwsReason;
import io.trailhound.job.config.AwsOutputConfig;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.sink.delivery.Outcome;
import io.trailhound.job.sink.delivery.Outgoing;
import io.trailhound.job.sink.delivery.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Messages in, {@code PutEvents} on a bus of Amazon EventBridge and what became of each of them
 * out.
 */
public final class EventBus extends AwsPublisher<PutEventsRequestEntry> {
  /** By which rules on the bus find alerts. */
  static final String SOURCE = "trailhound";

  static final String DETAIL_TYPE = "Trailhound Alert";

  /** What an entry's time counts for. */
  private static final int TIME_BYTES = 14;

  private final String bus;
  private final EventBridgeClient client;

  private EventBus(String bus) {
    super("EventBridge");
    this.bus = bus;
    this.client = prepare(EventBridgeClient.builder(), bus).build();
  }

  /** A bus, by its name or ARN. */
  public record To(String bus) implements AwsPublisher.To {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "eventbridge";
    }

    /**
     * @throws ConfigException when nothing says which region a bus that has no ARN is in
     */
    @Override
    public Receiver open() {
      try {
        return new EventBus(bus);
      } catch (SdkClientException e) {
        throw new ConfigException(
            "eventbridge-bus: no region is known for '%s': %s. Right would be: its ARN, or the region in AWS_REGION where the job runs."
                .formatted(bus, AwsReason.words(e).replaceFirst("\\.$", "")));
      }
    }
  }

  /**
   * Sees whether a client can be made, and asks nobody.
   *
   * @throws ConfigException when it can't
   */
  public static void require(AwsOutputConfig config) {
    if (config.bus() != null) {
      new To(config.bus()).open().close();
    }
  }

  @Override
  List<Outcome> publish(List<PutEventsRequestEntry> entries) {
    List<Outcome> outcomes = new ArrayList<>();
    for (PutEventsResultEntry result :
        client.putEvents(request -> request.entries(entries)).entries()) {
      outcomes.add(outcome(result));
    }
    return outcomes;
  }

  private static Outcome outcome(PutEventsResultEntry result) {
    if (result.errorCode() == null) {
      return Outcome.TAKEN;
    }
    String detail = "%s %s".formatted(result.errorCode(), result.errorMessage());
    return Passing.is(result.errorCode()) ? Outcome.again(detail) : Outcome.refused(detail);
  }

  @Override
  Entry<PutEventsRequestEntry> entry(String number, Outgoing message) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source(SOURCE)
            .detailType(DETAIL_TYPE)
            .detail(new String(message.json(), StandardCharsets.UTF_8))
            .build();
    int bytes = message.json().length + SOURCE.length() + DETAIL_TYPE.length() + TIME_BYTES;
    return new Entry<>(entry, bytes);
  }

  @Override
  public void close() {
    client.close();
  }
}
