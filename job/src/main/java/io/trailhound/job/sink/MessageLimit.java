package io.trailhound.job.sink;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many bytes a message of a topic may have: asked when a sink begins, and now and then while it
 * writes, because an operator may change it. Asking again makes nobody wait.
 */
final class MessageLimit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLimit.class);

  /** Kafka's own for a topic that doesn't say. */
  private static final long USUAL = 1_048_588;

  private final Admin admin;
  private final String topic;
  private final long ownLimit;
  private final long askEvery;
  private long bytes = USUAL;
  private CompletableFuture<OptionalLong> asked;
  private long askedAt;

  /**
   * @param client of the producer
   */
  MessageLimit(Properties client, String topic, Duration askEvery) {
    this.topic = topic;
    this.askEvery = askEvery.toNanos();
    this.ownLimit = Long.parseLong(client.getProperty("max.request.size", "1048576"));
    this.admin = Admin.create(client);
    ask();
    take(asked.exceptionally(this::unknown).join());
  }

  /** As far as is known. */
  long bytes() {
    if (asked.isDone()) {
      take(asked.exceptionally(this::unknown).join());
      if (System.nanoTime() - askedAt >= askEvery) {
        ask();
      }
    }
    return Math.min(bytes, ownLimit);
  }

  private void ask() {
    askedAt = System.nanoTime();
    asked = TopicSettings.askLongestMessage(admin, topic);
  }

  private void take(OptionalLong answer) {
    bytes = answer.orElse(bytes);
  }

  private OptionalLong unknown(Throwable failure) {
    LOG.warn("How long a message of {} may be is not known: {}", topic, failure.getMessage());
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
