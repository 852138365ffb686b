package io.trailhound.e2e;

import io.trailhound.job.Vectors;
import io.trailhound.local.Elasticsearch;
import io.trailhound.local.FlinkCluster;
import io.trailhound.local.KafkaBroker;
import io.trailhound.local.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A broker, Elasticsearch and a cluster of two TaskManagers, and jobs that read one topic; all end
 * with it.
 */
final class Rig implements AutoCloseable {
  static final String INPUT = "cloudtrail";

  /** A job's secret; this Elasticsearch doesn't ask for any. */
  static final String PASSWORD = "correct-horse-battery-staple";

  final KafkaBroker kafka;
  final Elasticsearch search;
  final FlinkCluster flink;
  final List<Job> jobs = new ArrayList<>();

  private final Path folder;

  Rig(Path folder) throws Exception {
    this.folder = folder;
    kafka = KafkaBroker.start(folder.resolve("kafka"));
    topic(INPUT, Traffic.PARTITIONS);
    search = Elasticsearch.start(Elasticsearch.Product.ELASTICSEARCH, folder.resolve("search"));
    flink = QuickCluster.start(folder.resolve("flink"));
  }

  void topic(String name, int partitions) {
    kafka.create(List.of(new NewTopic(name, partitions, (short) 1)));
  }

  /**
   * Submits a job with dead letters and late events in topics of its own. Traffic brings days in
   * minutes, so a partition that is asleep for a second is hours behind when it wakes up: none may
   * fall asleep before the traffic begins, however long the other jobs take to start.
   */
  Job job(String name, Submission submission, int parallelism, int rescaled, String... sink)
      throws Exception {
    topic(name + "-dead", 1);
    topic(name + "-late", 1);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--source",
                "kafka",
                "--kafka-servers",
                kafka.servers(),
                "--kafka-topic",
                INPUT,
                "--kafka-group",
                name,
                "--kafka-transaction-prefix",
                name,
                "--kafka-idleness",
                "1d",
                "--dead-letters-topic",
                name + "-dead",
                "--late-topic",
                name + "-late",
                "--asn-db",
                Vectors.ASN_DB.toAbsolutePath().toString(),
                "--max-future",
                "3650d"));
    arguments.addAll(List.of(sink));
    Job job = new Job(submission, flink, parallelism, rescaled, arguments);
    jobs.add(job);
    return job;
  }

  /** Waits until all that's in the topic is behind a checkpoint of the job. */
  void awaitAllRead(String name) {
    try (Admin admin = kafka.admin()) {
      Patience.await("job " + name + " reads all", () -> unread(admin, name), it -> it == 0);
    }
  }

  /** A job commits to its consumer group with each checkpoint. */
  static long unread(Admin admin, String group) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < Traffic.PARTITIONS; partition++) {
      latest.put(new TopicPartition(INPUT, partition), OffsetSpec.latest());
    }
    long unread = 0;
    for (var end : admin.listOffsets(latest).all().get().entrySet()) {
      unread += end.getValue().offset();
    }
    for (var read :
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values()) {
      unread -= read.offset();
    }
    return unread;
  }

  int slots() {
    return QuickCluster.TASK_MANAGERS * QuickCluster.SLOTS;
  }

  /** A file that holds the secret. */
  Path passwordFile() throws IOException {
    return Files.writeString(folder.resolve("password"), PASSWORD);
  }

  Topic read(String topic) {
    return new Topic(kafka.servers(), topic);
  }

  @Override
  public void close() {
    flink.close();
    search.close();
    kafka.close();
  }
}
