package io.trailhound.job;

import io.trailhound.local.Patience;
import io.trailhound.local.Sqs;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue of an SQS server, with another for what was received too often. */
final class NotificationQueue {
  private static final int BATCH = 10;

  private final SqsClient client;
  private final String url;
  private final String deadLetters;

  private NotificationQueue(SqsClient client, String url, String deadLetters) {
    this.client = client;
    this.url = url;
    this.deadLetters = deadLetters;
  }

  /**
   * @param visibility seconds
   * @param most so often a message may be received
   */
  static NotificationQueue create(Sqs server, String name, int visibility, int most) {
    SqsClient client =
        SqsClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Patience.LIMIT))
            .endpointOverride(URI.create(server.url()))
            .build();
    String deadLetters = create(client, name + "-dead", Map.of());
    String arn =
        attributes(client, deadLetters, QueueAttributeName.QUEUE_ARN)
            .get(QueueAttributeName.QUEUE_ARN);
    String redrive =
        String.format(
            Locale.ROOT, "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}", arn, most);
    String url =
        create(
            client,
            name,
            Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                Integer.toString(visibility),
                QueueAttributeName.REDRIVE_POLICY,
                redrive));
    return new NotificationQueue(client, url, deadLetters);
  }

  private static String create(
      SqsClient client, String name, Map<QueueAttributeName, String> attributes) {
    return client.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
  }

  String url() {
    return url;
  }

  void send(List<String> bodies) {
    for (int from = 0; from < bodies.size(); from += BATCH) {
      List<String> some = bodies.subList(from, Math.min(bodies.size(), from + BATCH));
      var entries =
          IntStream.range(0, some.size())
              .mapToObj(
                  i ->
                      SendMessageBatchRequestEntry.builder()
                          .id(Integer.toString(i))
                          .messageBody(some.get(i))
                          .build())
              .toList();
      var unused = client.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
    }
  }

  /** So many are there, received or not. */
  long messages() {
    return messages(url);
  }

  /** Of those that were received too often. */
  long deadLetters() {
    return messages(deadLetters);
  }

  private long messages(String queue) {
    return attributes(
            client,
            queue,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
        .values()
        .stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static Map<QueueAttributeName, String> attributes(
      SqsClient client, String queue, QueueAttributeName... names) {
    return client
        .getQueueAttributes(request -> request.queueUrl(queue).attributeNames(names))
        .attributes();
  }
}
