package io.trailhound.benchmarks;

import io.trailhound.benchmarks.workload.Trail;
import io.trailhound.benchmarks.workload.Workload;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.job.source.kafka.KafkaInput;
import io.trailhound.local.KafkaBroker;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A workload in, a topic of it out, on a broker of this machine that ends with it. It has one
 * partition, as the file has one reader.
 */
final class KafkaTrail implements AutoCloseable {
  private static final String TOPIC = "trail";

  private final Path folder;
  private final Workload workload;
  private KafkaBroker broker;

  /**
   * @param folder of the broker, which makes it
   */
  KafkaTrail(Path folder, Workload workload) {
    this.folder = folder;
    this.workload = workload;
  }

  /** A source that ends where the topic ends. */
  WholeJob.Input input(RuleBook rules) {
    return env -> {
      KafkaConfig config = config();
      return env.fromSource(
          KafkaInput.source(config, Decoders.of(rules)),
          KafkaInput.watermarks(config, WholeJob.LATENESS),
          "cloudtrail");
    };
  }

  private KafkaConfig config() throws IOException {
    return JobConfig.of(
            Arguments.only(
                "--source=kafka",
                "--sink=console",
                "--kafka-servers=" + servers(),
                "--kafka-topic=" + TOPIC,
                "--kafka-start=earliest",
                "--kafka-stop=latest"))
        .kafka();
  }

  private String servers() throws IOException {
    if (broker == null) {
      broker = KafkaBroker.start(folder);
      broker.create(List.of(new NewTopic(TOPIC, 1, (short) 1)));
      fill();
    }
    return broker.servers();
  }

  private void fill() throws IOException {
    Trail trail = workload.trail();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.servers(), "batch.size", 1 << 18, "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      Future<RecordMetadata> last = null;
      while (trail.next()) {
        byte[] record = Arrays.copyOf(trail.bytes(), trail.length());
        last = producer.send(new ProducerRecord<>(TOPIC, record));
      }
      producer.flush();
      last.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    if (broker != null) {
      broker.close();
    }
  }
}
