package io.trailhound.job.source.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Flink's reader of partitions, with the messages decoded ({@link DecodedAhead}) and {@link
 * ReadToEnd} behind them. Runs in the fetching thread, as its consumer does.
 */
@SuppressWarnings("try") // Flink declares close() with a broad exception
final class PartitionsReader extends KafkaPartitionSplitReader {
  /** So long an idle partition of a broker that has gone away stays idle. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DecodeMessage decode;
  private final Consumer<?, ?> consumer;
  private final LatestOffsets latest;
  private final Object lock = new Object();

  /** Guarded by the lock. */
  private boolean changing;

  private boolean nudged;

  private boolean fetching;

  /** Whether the next fetch was ended before it began. */
  private boolean inVain;

  /**
   * @param decode for this reader alone
   * @param interval between two questions where the partitions end
   */
  PartitionsReader(
      Properties settings,
      DecodeMessage decode,
      Duration interval,
      SourceReaderContext context,
      Metrics metrics) {
    super(settings, context, metrics);
    this.decode = decode;
    this.consumer = metrics.consumer;
    this.latest =
        new LatestOffsets(
            Admin.create(settings), isolation(settings), interval, PATIENCE, this::nudge);
  }

  /** Flink's own; the one place where it hands out a reader's consumer. */
  static final class Metrics extends KafkaSourceReaderMetrics {
    private Consumer<?, ?> consumer;

    Metrics(SourceReaderContext context) {
      super(context.metricGroup());
    }

    @Override
    public void registerNumBytesIn(KafkaConsumer<?, ?> made) {
      consumer = made;
      super.registerNumBytesIn(made);
    }
  }

  @Override
  public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
    if (begin()) {
      latest.ask(consumer.assignment());
    }
    RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> batch;
    try {
      batch = super.fetch();
    } finally {
      synchronized (lock) {
        fetching = false;
      }
    }
    List<ReadToEnd> ends = new ArrayList<>();
    for (TopicPartition partition : consumer.assignment()) {
      LatestOffsets.End end = latest.next(partition);
      if (end != null) {
        ends.add(new ReadToEnd(partition, position(partition) >= end.offset(), end.asked()));
      }
    }
    return new DecodedAhead(batch, decode, ends);
  }

  /**
   * Whether this fetch may read. One that was ended before it began asks nothing, and what one asks
   * is answered while it waits: on a slow machine the answers would else come between the fetches,
   * end each before it began, and no message would ever be read.
   */
  private boolean begin() {
    synchronized (lock) {
      boolean reads = !inVain;
      inVain = false;
      fetching = true;
      return reads;
    }
  }

  /** Ends a fetch that waits for messages, or the next one; from any thread. */
  void nudge() {
    synchronized (lock) {
      if (changing) {
        nudged = true;
      } else {
        inVain = !fetching;
        wakeUp();
      }
    }
  }

  /** Flink takes one wake-up while it asks where partitions begin, and fails at a second one. */
  @Override
  public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {
    synchronized (lock) {
      changing = true;
    }
    try {
      super.handleSplitsChanges(change);
    } finally {
      synchronized (lock) {
        changing = false;
        if (nudged) {
          nudged = false;
          nudge();
        }
      }
    }
  }

  /**
   * A partition that was read to where the job stops is taken off at once; Flink may have asked to
   * pause it just before.
   */
  @Override
  public void pauseOrResumeSplits(
      Collection<KafkaPartitionSplit> toPause, Collection<KafkaPartitionSplit> toResume) {
    super.pauseOrResumeSplits(assigned(toPause), assigned(toResume));
  }

  private List<KafkaPartitionSplit> assigned(Collection<KafkaPartitionSplit> splits) {
    return splits.stream()
        .filter(split -> consumer.assignment().contains(split.getTopicPartition()))
        .toList();
  }

  /** Nothing is read of a paused partition, so what it has is not known. */
  private long position(TopicPartition partition) {
    boolean known =
        !consumer.paused().contains(partition) && consumer.currentLag(partition).isPresent();
    return known ? consumer.position(partition) : -1;
  }

  @Override
  public void close() throws Exception {
    try (latest) {
      super.close();
    }
  }

  private static IsolationLevel isolation(Properties settings) {
    String level =
        settings.getProperty(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, ConsumerConfig.DEFAULT_ISOLATION_LEVEL);
    return IsolationLevel.valueOf(level.toUpperCase(Locale.ROOT));
  }
}
