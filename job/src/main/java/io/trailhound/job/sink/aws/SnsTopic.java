package io.trailhound.job.sink.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.sink.delivery.Outcome;
import io.trailhound.job.sink.delivery.Outgoing;
import io.trailhound.job.sink.delivery.Receiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/**
 * Messages in, {@code PublishBatch} to a topic and what became of each of them out. Attributes go
 * with a message by which subscriptions filter. On a FIFO topic the alert's id is the group, so
 * that its revisions stay in order, and the message's key tells repeats.
 */
public final class SnsTopic extends AwsPublisher<PublishBatchRequestEntry> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT = "String";

  /** What an attribute takes beside its name and value. */
  private static final int OF_EACH = TEXT.length();

  private final String topic;
  private final SnsClient client;

  private SnsTopic(String topic) {
    super("SNS");
    this.topic = topic;
    this.client = prepare(SnsClient.builder(), topic).build();
  }

  /** A topic, by its ARN. */
  public record To(String topic) implements AwsPublisher.To {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "sns";
    }

    @Override
    public Receiver open() {
      return new SnsTopic(topic);
    }
  }

  /** In both formats of an alert; those without a value are left out, as SNS wants it. */
  private static Map<String, String> attributes(Outgoing message) {
    try {
      JsonNode alert = JSON.readTree(message.json());
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("phase", message.phase());
      attributes.put("rule", first(alert, "/rule/name", "/metadata/event_code"));
      attributes.put("severity", first(alert, "/event/severity", "/risk_score"));
      attributes.put("account", first(alert, "/cloud/account/id", "/cloud/account/uid"));
      attributes.values().removeIf(String::isEmpty);
      return attributes;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it's our own JSON
    }
  }

  private static String first(JsonNode alert, String one, String other) {
    return alert.at(one).asText(alert.at(other).asText(""));
  }

  @Override
  List<Outcome> publish(List<PublishBatchRequestEntry> entries) {
    Map<String, Outcome> failed = new HashMap<>();
    for (BatchResultErrorEntry failure :
        client
            .publishBatch(request -> request.topicArn(topic).publishBatchRequestEntries(entries))
            .failed()) {
      String detail = "%s %s".formatted(failure.code(), failure.message());
      boolean again = !Boolean.TRUE.equals(failure.senderFault()) || Passing.is(failure.code());
      failed.put(failure.id(), again ? Outcome.again(detail) : Outcome.refused(detail));
    }
    return entries.stream().map(it -> failed.getOrDefault(it.id(), Outcome.TAKEN)).toList();
  }

  @Override
  Entry<PublishBatchRequestEntry> entry(String number, Outgoing message) {
    int bytes = message.json().length;
    Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : attributes(message).entrySet()) {
      bytes += one.getKey().length() + OF_EACH;
      bytes += one.getValue().getBytes(StandardCharsets.UTF_8).length;
      attributes.put(
          one.getKey(),
          MessageAttributeValue.builder().dataType(TEXT).stringValue(one.getValue()).build());
    }
    PublishBatchRequestEntry.Builder entry =
        PublishBatchRequestEntry.builder()
            .id(number)
            .message(new String(message.json(), StandardCharsets.UTF_8))
            .messageAttributes(attributes);
    if (topic.endsWith(".fifo")) {
      entry.messageGroupId(message.id()).messageDeduplicationId(message.key());
    }
    return new Entry<>(entry.build(), bytes);
  }

  @Override
  public void close() {
    client.close();
  }
}
