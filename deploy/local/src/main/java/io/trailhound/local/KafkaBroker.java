package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;

/**
 * A Kafka broker (its own controller): a folder for its data comes in, a listening broker goes out.
 */
public final class KafkaBroker implements Program, AutoCloseable {
  private final Path folder;
  private final int port;
  private final int controllerPort;
  private final String heap;
  private final LocalProcess process;

  public KafkaBroker(Path folder, int port, int controllerPort, String heap) {
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.controllerPort = controllerPort;
    this.heap = heap;
    this.process = new LocalProcess("kafka", this.folder, this);
  }

  /** For tests: up, on free ports, and gone with this JVM at the latest. */
  public static KafkaBroker start(Path folder) {
    List<Integer> ports = Ports.free(2);
    KafkaBroker broker = new KafkaBroker(folder, ports.get(0), ports.get(1), "384m");
    broker.process.endWithThisJvm().start();
    return broker;
  }

  /** The value of {@code bootstrap.servers}. */
  public String servers() {
    return Ports.HOST + ":" + port;
  }

  public LocalProcess process() {
    return process;
  }

  /** A client for topics and the like; the caller closes it. */
  public Admin admin() {
    String limit = String.valueOf(Patience.LIMIT.toMillis());
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            servers(),
            "request.timeout.ms",
            limit,
            "default.api.timeout.ms",
            limit));
  }

  /**
   * Creates those of {@code topics} that are missing, and waits for that. A broker that was too
   * slow to tell its controller of itself counts as gone until it does, and then no topic has a
   * place.
   *
   * @throws LocalException when Kafka refuses one
   */
  public void create(Collection<NewTopic> topics) {
    try (Admin admin = admin()) {
      process.await("Kafka's topics", () -> created(admin, topics));
    }
  }

  private boolean created(Admin admin, Collection<NewTopic> topics) {
    try {
      Set<String> there = done(admin.listTopics().names());
      List<NewTopic> missing =
          topics.stream().filter(topic -> !there.contains(topic.name())).toList();
      done(admin.createTopics(missing).all());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidReplicationFactorException) {
        return false;
      }
      throw new LocalException("Kafka's topics were not created: " + e.getMessage(), e);
    }
  }

  /** What Kafka answers, unless it ends before. */
  public <T> T done(KafkaFuture<T> asked) throws ExecutionException {
    process.await("Kafka's answer", asked::isDone);
    try {
      return asked.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted", e);
    }
  }

  @Override
  public List<String> command() throws IOException, InterruptedException {
    Path config =
        JavaProperties.write(folder.resolve("server.properties"), properties(), "log.dirs", data());
    if (!Files.exists(data().resolve("meta.properties"))) {
      String id = Uuid.randomUuid().toString();
      List<String> format = java("64m", "kafka.tools.StorageTool", "format", "-t", id, "-c");
      format.add(config.toString());
      Commands.run("preparing Kafka's folder " + data(), format);
    }
    List<String> command = java(heap, "kafka.Kafka");
    command.add(config.toString());
    return command;
  }

  @Override
  public boolean answers() {
    if (!Ports.connects(port)) {
      return false;
    }
    Admin admin = admin();
    try {
      return admin.describeCluster().nodes().get(30, TimeUnit.SECONDS).size() == 1;
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private List<String> java(String heap, String... arguments) {
    List<String> options = List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    List<String> command =
        new ArrayList<>(Commands.java(folder, Commands.jars(Installation.kafka()), options));
    command.addAll(List.of(arguments));
    return command;
  }

  /** One broker can't copy anything to another: every replication factor is 1. */
  private String properties() {
    return String.format(
        Locale.ROOT,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@%1$s:%3$d
        listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d
        advertised.listeners=PLAINTEXT://%1$s:%2$d
        controller.listener.names=CONTROLLER
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        auto.create.topics.enable=false
        # Room for a message of several megabytes, and for its dead letter.
        message.max.bytes=33554432
        """,
        Ports.HOST,
        port,
        controllerPort);
  }
}
