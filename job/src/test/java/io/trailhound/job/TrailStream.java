package io.trailhound.job;

import io.trailhound.local.Kinesis;
import io.trailhound.local.Patience;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of a real server: made, written to, split and merged by tests. */
public record TrailStream(KinesisClient client, String name) implements AutoCloseable {
  /** The server asks nobody who he is; the client does. */
  private static final AwsCredentials ANYBODY = AwsBasicCredentials.create("any", "any");

  /** So many records in one request. */
  private static final int BATCH = 500;

  public static TrailStream create(Kinesis server, String name, int shards) {
    KinesisClient client =
        KinesisClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Patience.LIMIT))
            .endpointOverride(URI.create(server.url()))
            .region(Region.of(Kinesis.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(ANYBODY))
            .build();
    var unused = client.createStream(request -> request.streamName(name).shardCount(shards));
    TrailStream stream = new TrailStream(client, name);
    stream.awaitActive();
    return stream;
  }

  private void awaitActive() {
    StreamStatus unused =
        Patience.await(
            "the stream",
            () ->
                client
                    .describeStreamSummary(request -> request.streamName(name))
                    .streamDescriptionSummary()
                    .streamStatus(),
            StreamStatus.ACTIVE::equals);
  }

  /** Those that take records, in the order of their keys. */
  private List<Shard> open() {
    return client.listShards(request -> request.streamName(name)).shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(Comparator.comparing(TrailStream::firstKey))
        .toList();
  }

  private static BigInteger firstKey(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }

  /** Into all open shards in turn. */
  public void send(List<byte[]> records) {
    List<Shard> shards = open();
    List<PutRecordsRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      entries.add(
          PutRecordsRequestEntry.builder()
              .partitionKey("any")
              .explicitHashKey(shards.get(i % shards.size()).hashKeyRange().startingHashKey())
              .data(SdkBytes.fromByteArray(records.get(i)))
              .build());
    }
    for (int from = 0; from < entries.size(); from += BATCH) {
      List<PutRecordsRequestEntry> some =
          entries.subList(from, Math.min(entries.size(), from + BATCH));
      var answer = client.putRecords(request -> request.streamName(name).records(some));
      if (answer.failedRecordCount() > 0) {
        throw new AssertionError(answer);
      }
    }
  }

  /** One record for each open shard. */
  public void sendToEach(byte[] record) {
    send(open().stream().map(shard -> record).toList());
  }

  /** The first of the open ones, in the middle of its keys. */
  public void split() {
    Shard shard = open().get(0);
    BigInteger last = new BigInteger(shard.hashKeyRange().endingHashKey());
    String middle = firstKey(shard).add(last).shiftRight(1).toString();
    var unused =
        client.splitShard(
            request ->
                request.streamName(name).shardToSplit(shard.shardId()).newStartingHashKey(middle));
    awaitActive();
  }

  /** The last two of the open ones. */
  public void merge() {
    List<Shard> shards = open();
    int last = shards.size() - 1;
    var unused =
        client.mergeShards(
            request ->
                request
                    .streamName(name)
                    .shardToMerge(shards.get(last - 1).shardId())
                    .adjacentShardToMerge(shards.get(last).shardId()));
    awaitActive();
  }

  @Override
  public void close() {
    client.close();
  }
}
