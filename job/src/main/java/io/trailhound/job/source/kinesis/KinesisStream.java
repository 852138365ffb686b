package io.trailhound.job.source.kinesis;

import io.trailhound.job.aws.AwsCall;
import io.trailhound.job.config.KinesisConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KmsThrottlingException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/**
 * A Kinesis data stream: its shards are listed and read. May be used by several threads.
 *
 * <p>Credentials are found where the AWS SDK looks, and for a stream without an ARN its region too.
 */
public final class KinesisStream implements AutoCloseable {
  /** An answer has up to 10 MB. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(15);

  /** The service gives no more at a time. */
  private static final int MOST_SHARDS = 1_000;

  private final KinesisClient client;
  private final String name;
  private final String arn;
  private final int page;

  /**
   * What a stream says of itself.
   *
   * @param retention so long it keeps records
   */
  public record Summary(Duration retention) {}

  /**
   * What one request brought.
   *
   * @param next where to go on; null when the shard has ended
   * @param behind how long ago what was read is what had come, milliseconds; 0 at the end, -1 when
   *     the service doesn't say
   * @param children what has come of a shard that has ended
   */
  record Answer(List<Record> records, String next, long behind, List<String> children) {}

  KinesisStream(KinesisClient client, KinesisConfig config, int page) {
    this.client = client;
    this.arn = config.arn().orElse(null);
    this.name = arn == null ? config.name() : null;
    this.page = page;
  }

  /**
   * For few questions: what fails is asked again for some seconds.
   *
   * @throws IOException when the region isn't known
   */
  public static KinesisStream open(KinesisConfig config) throws IOException {
    return new KinesisStream(ask(builder(config)::build), config, MOST_SHARDS);
  }

  /** For the reading: what fails is told at once, and who reads knows when to ask again. */
  static KinesisStream openToRead(KinesisConfig config) throws IOException {
    KinesisClientBuilder builder =
        builder(config)
            .overrideConfiguration(
                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    return new KinesisStream(ask(builder::build), config, MOST_SHARDS);
  }

  private static KinesisClientBuilder builder(KinesisConfig config) {
    KinesisClientBuilder builder =
        KinesisClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(NO_ANSWER));
    config.region().map(Region::of).ifPresent(builder::region);
    if (config.endpoint() != null) {
      builder.endpointOverride(config.endpoint());
    }
    return builder;
  }

  public Summary summary() throws IOException {
    StreamDescriptionSummary summary =
        ask(() -> client.describeStreamSummary(request -> request.streamName(name).streamARN(arn)))
            .streamDescriptionSummary();
    return new Summary(Duration.ofHours(summary.retentionPeriodHours()));
  }

  /**
   * All that have records, and all that may get some. Page after page begins behind the last shard:
   * a token for the next one would be good for five minutes, and for nobody who names the stream.
   */
  List<ListedShard> shards() throws IOException {
    List<ListedShard> shards = new ArrayList<>();
    ListShardsResponse answer;
    do {
      String last = shards.isEmpty() ? null : shards.get(shards.size() - 1).id();
      answer =
          ask(
              () ->
                  client.listShards(
                      request ->
                          request
                              .streamName(name)
                              .streamARN(arn)
                              .maxResults(page)
                              .exclusiveStartShardId(last)));
      answer.shards().stream().map(KinesisStream::listed).forEach(shards::add);
    } while (answer.nextToken() != null);
    return shards;
  }

  private static ListedShard listed(Shard shard) {
    List<String> parents =
        Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
            .filter(parent -> parent != null && !parent.isEmpty())
            .toList();
    return new ListedShard(shard.shardId(), parents);
  }

  /** Where the service says that a position is. */
  String iterator(String shard, Position from) throws IOException {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamName(name).streamARN(arn).shardId(shard);
    switch (from.kind()) {
      case EARLIEST -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
      case TIME ->
          request
              .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
              .timestamp(Instant.ofEpochMilli(from.number()));
      case AFTER ->
          request
              .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
              .startingSequenceNumber(from.sequence());
      case WITHIN ->
          request
              .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
              .startingSequenceNumber(from.sequence());
    }
    return ask(() -> client.getShardIterator(request.build())).shardIterator();
  }

  /** Up to 10,000 records or 10 MB. */
  Answer read(String iterator) throws IOException {
    GetRecordsResponse answer =
        ask(() -> client.getRecords(request -> request.shardIterator(iterator).streamARN(arn)));
    return new Answer(
        answer.records(),
        answer.nextShardIterator(),
        answer.millisBehindLatest() == null ? -1 : answer.millisBehindLatest(),
        answer.childShards().stream().map(ChildShard::shardId).toList());
  }

  private static <T> T ask(Supplier<T> question) throws IOException {
    return AwsCall.ask(question, KinesisStream::refused);
  }

  private static IOException refused(AwsServiceException refusal) {
    return new RefusedException(why(refusal), refusal);
  }

  private static RefusedException.Why why(AwsServiceException refusal) {
    if (refusal instanceof ResourceNotFoundException) {
      return RefusedException.Why.NOT_THERE;
    } else if (refusal instanceof ExpiredIteratorException) {
      return RefusedException.Why.EXPIRED;
    } else if (refusal instanceof InvalidArgumentException) {
      return RefusedException.Why.INVALID;
    } else if (refusal.isThrottlingException()
        || refusal instanceof ProvisionedThroughputExceededException
        || refusal instanceof LimitExceededException
        || refusal instanceof KmsThrottlingException) {
      return RefusedException.Why.TOO_OFTEN;
    }
    return RefusedException.Why.OTHER;
  }

  @Override
  public void close() {
    client.close();
  }
}
