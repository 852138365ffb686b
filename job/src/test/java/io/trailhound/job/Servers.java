package io.trailhound.job;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trailhound.local.Elasticsearch;
import io.trailhound.local.KafkaBroker;
import io.trailhound.local.Kinesis;
import io.trailhound.local.S3;
import io.trailhound.local.Sqs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;

/**
 * One Kafka, one S3, one SQS, one Kinesis, one Elasticsearch and one OpenSearch for all integration
 * tests of this module, each started when it's first asked for. Topics, buckets and indexes of
 * their own keep the tests apart.
 */
public final class Servers implements AutoCloseable {
  private final Path folder;
  private final Map<Elasticsearch.Product, Elasticsearch> searches =
      new EnumMap<>(Elasticsearch.Product.class);
  private KafkaBroker kafka;
  private KafkaTopics topics;
  private S3 s3;
  private Bucket trail;
  private Sqs sqs;
  private Kinesis kinesis;

  Servers() throws IOException {
    folder = Files.createTempDirectory("trailhound-servers");
  }

  public KafkaBroker kafka() {
    if (kafka == null) {
      kafka = KafkaBroker.start(folder.resolve("kafka"));
    }
    return kafka;
  }

  public KafkaTopics topics() {
    if (topics == null) {
      topics = new KafkaTopics(kafka());
    }
    return topics;
  }

  Elasticsearch search(Elasticsearch.Product product) {
    return searches.computeIfAbsent(
        product, it -> Elasticsearch.start(it, folder.resolve(it.name())));
  }

  /** Flink's file systems speak to it too. */
  public S3 s3() {
    if (s3 == null) {
      s3 = S3.start(folder.resolve("s3"));
      Bucket.connect(s3);
    }
    return s3;
  }

  /** The AWS SDK in this process knows credentials for it. */
  Sqs sqs() {
    if (sqs == null) {
      sqs = Sqs.start(folder.resolve("sqs"));
      knowCredentials(Sqs.REGION);
    }
    return sqs;
  }

  /**
   * The AWS SDK in this process knows credentials for it. Where Node isn't there, the test that
   * asks is left out.
   */
  public Kinesis kinesis() {
    assumeTrue(Kinesis.isThere(), "Node runs the local Kinesis");
    if (kinesis == null) {
      kinesis = Kinesis.start(folder.resolve("kinesis"));
      knowCredentials(Kinesis.REGION);
    }
    return kinesis;
  }

  private static void knowCredentials(String region) {
    System.setProperty("aws.region", region);
    System.setProperty("aws.accessKeyId", S3.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", S3.SECRET_KEY);
  }

  /** A bucket with {@link SixtyHours} and what else AWS writes there: to be read only. */
  Bucket trail() throws IOException {
    if (trail == null) {
      trail = Bucket.create(s3(), "trail");
      trail.put(SixtyHours.files());
      for (String other : List.of("CloudTrail-Digest", "CloudTrail-Insight", "vpcflowlogs")) {
        trail.put("AWSLogs/111122223330/" + other + "/us-east-1/2026/09/01/x.json.gz", "not a log");
      }
    }
    return trail;
  }

  @Override
  public void close() throws IOException {
    if (topics != null) {
      topics.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    if (s3 != null) {
      s3.close();
    }
    if (sqs != null) {
      sqs.close();
    }
    if (kinesis != null) {
      kinesis.close();
    }
    searches.values().forEach(Elasticsearch::close);
    FileUtils.deleteDirectory(folder.toFile());
  }
}
