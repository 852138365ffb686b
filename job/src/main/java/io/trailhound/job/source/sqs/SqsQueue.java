package io.trailhound.job.source.sqs;

import io.trailhound.job.aws.AwsCall;
import io.trailhound.job.aws.AwsReason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue of SQS: messages are received, kept from others, deleted. May be used by several threads.
 *
 * <p>Where the service is and in which region, the queue's URL says; credentials are found where
 * the AWS SDK looks. Its own settings count too: {@code AWS_REGION} where the URL has no region,
 * {@code AWS_ENDPOINT_URL_SQS} for a URL of AWS.
 */
public final class SqsQueue implements AutoCloseable {
  /** Messages in one request: SQS takes and gives no more. */
  public static final int BATCH = 10;

  /** Longer than SQS lets a request wait for messages. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(30);

  /** Hosts of SQS in AWS, in any partition, old ones too; those of VPC endpoints. */
  private static final Pattern HOST =
      Pattern.compile(
          "(vpce-[a-z0-9-]+\\.)?(?:sqs(?:-fips)?\\.REGION\\..+|(?:REGION\\.)?queue\\.amazonaws\\.com.*)"
              .replace("REGION", "([a-z]{2,6}(?:-[a-z]+)+-\\d{1,2})"));

  /** Of the first URLs, which name none. */
  private static final String FIRST_REGION = "us-east-1";

  private final String url;
  private final SqsClient client;

  /**
   * What a queue says of itself.
   *
   * @param visibility how long a received message is kept from others
   * @param redrives whether messages that come again and again go elsewhere
   */
  public record Attributes(Duration visibility, boolean redrives) {}

  /**
   * What a host says.
   *
   * @param region null when it says none
   * @param isDefault whether the SDK would ask there of itself
   */
  record Place(String region, boolean isDefault) {
    static Place of(String host) {
      Matcher parts = HOST.matcher(host);
      if (!parts.matches()) {
        return new Place(null, false);
      }
      String region = parts.group(2) == null ? parts.group(3) : parts.group(2);
      return new Place(region == null ? FIRST_REGION : region, parts.group(1) == null);
    }
  }

  /** There's no such queue. */
  public static final class NoSuchQueueException extends IOException {
    private static final long serialVersionUID = 1L;

    private NoSuchQueueException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private SqsQueue(String url, SqsClient client) {
    this.url = url;
    this.client = client;
  }

  /**
   * @throws IOException when the region isn't known
   */
  public static SqsQueue open(String url) throws IOException {
    SqsClientBuilder builder =
        SqsClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(NO_ANSWER));
    URI uri = URI.create(url);
    Place place = Place.of(uri.getHost());
    if (place.region() != null) {
      builder.region(Region.of(place.region()));
    }
    if (!place.isDefault()) {
      builder.endpointOverride(URI.create(uri.getScheme() + "://" + uri.getAuthority()));
    }
    return new SqsQueue(url, ask(builder::build));
  }

  public Attributes attributes() throws IOException {
    Map<QueueAttributeName, String> attributes =
        ask(() ->
                client.getQueueAttributes(
                    request ->
                        request
                            .queueUrl(url)
                            .attributeNames(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                QueueAttributeName.REDRIVE_POLICY)))
            .attributes();
    return new Attributes(
        Duration.ofSeconds(Long.parseLong(attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT))),
        attributes.containsKey(QueueAttributeName.REDRIVE_POLICY));
  }

  /**
   * Up to {@link #BATCH} messages.
   *
   * @param wait so long for the first, whole seconds
   */
  public List<SqsMessage> receive(Duration wait) throws IOException {
    return ask(
            () ->
                client.receiveMessage(
                    request ->
                        request
                            .queueUrl(url)
                            .maxNumberOfMessages(BATCH)
                            .waitTimeSeconds((int) wait.toSeconds())
                            .messageSystemAttributeNames(
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)))
        .messages()
        .stream()
        .map(SqsQueue::received)
        .toList();
  }

  private static SqsMessage received(Message message) {
    Map<MessageSystemAttributeName, String> attributes = message.attributes();
    return new SqsMessage(
        new Receipt(message.messageId(), message.receiptHandle()),
        message.body(),
        Long.parseLong(attributes.get(MessageSystemAttributeName.SENT_TIMESTAMP)),
        Integer.parseInt(attributes.get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)));
  }

  /**
   * Up to {@link #BATCH} messages.
   *
   * @return the ids of those that are done with: deleted, or received by somebody since, whose they
   *     are now
   */
  public Set<String> delete(List<Receipt> messages) throws IOException {
    List<DeleteMessageBatchRequestEntry> entries =
        IntStream.range(0, messages.size())
            .mapToObj(
                i ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).handle())
                        .build())
            .toList();
    DeleteMessageBatchResponse answer =
        ask(() -> client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries)));
    Set<String> done = new HashSet<>();
    messages.forEach(message -> done.add(message.id()));
    for (BatchResultErrorEntry failed : answer.failed()) {
      if (!failed.senderFault()) {
        done.remove(messages.get(Integer.parseInt(failed.id())).id());
      }
    }
    return done;
  }

  /**
   * Keeps up to {@link #BATCH} messages from others from now on. What isn't ours any more is passed
   * over: it comes again.
   */
  public void keep(List<Receipt> messages, Duration visibility) throws IOException {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (Receipt message : messages) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.handle())
              .visibilityTimeout((int) visibility.toSeconds())
              .build());
    }
    var unused =
        ask(
            () ->
                client.changeMessageVisibilityBatch(
                    request -> request.queueUrl(url).entries(entries)));
  }

  private static <T> T ask(Supplier<T> question) throws IOException {
    return AwsCall.ask(question, SqsQueue::refused);
  }

  private static IOException refused(AwsServiceException refusal) {
    String code = AwsReason.code(refusal);
    boolean absent = code.contains("NonExistentQueue") || code.contains("QueueDoesNotExist");
    return absent
        ? new NoSuchQueueException(refusal.getMessage(), refusal)
        : new IOException(refusal.getMessage(), refusal);
  }

  @Override
  public void close() {
    client.close();
  }
}
