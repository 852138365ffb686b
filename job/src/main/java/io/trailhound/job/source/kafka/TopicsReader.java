package io.trailhound.job.source.kafka;

import io.trailhound.job.source.AllAssigned;
import io.trailhound.job.source.SplitSilence;
import io.trailhound.job.source.WatermarkHolders;
import io.trailhound.model.Decoded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Partitions in, their records out, by Flink's own reader. A partition is idle, and no longer holds
 * the watermark, when it has brought no event for a while and a broker has said after that while
 * that there is nothing unread; until a message comes, it's paused, or its broker says nothing.
 */
@SuppressWarnings("try") // Flink declares close() with a broad exception
final class TopicsReader extends KafkaSourceReader<Decoded> {
  /**
   * So often an idleness is asked where partitions end: it shows with a quarter's delay at most.
   */
  private static final int ASKED_PER_IDLENESS = 4;

  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(10);
  private static final Duration NEVER = Duration.ofDays(10_000);

  private final WatermarkHolders holders = new WatermarkHolders();
  private final long idleness;
  private final List<PartitionsReader> fetching;

  private TopicsReader(
      FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue,
      KafkaSourceFetcherManager fetchers,
      EmitMessages emit,
      Configuration settings,
      SourceReaderContext context,
      PartitionsReader.Metrics metrics,
      Duration idleness,
      List<PartitionsReader> fetching) {
    super(queue, fetchers, emit, settings, context, metrics);
    this.idleness = idleness.toNanos();
    this.fetching = fetching;
  }

  /**
   * @param asks whether partitions can be idle
   */
  static TopicsReader of(
      Properties consumer,
      DecodeMessage decode,
      Duration idleness,
      boolean asks,
      SourceReaderContext context) {
    FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue =
        new FutureCompletingBlockingQueue<>();
    PartitionsReader.Metrics metrics = new PartitionsReader.Metrics(context);
    Duration interval = asks ? interval(idleness) : NEVER;
    List<PartitionsReader> fetching = new CopyOnWriteArrayList<>();
    KafkaSourceFetcherManager fetchers =
        new KafkaSourceFetcherManager(
            queue,
            () -> {
              PartitionsReader reader =
                  new PartitionsReader(consumer, decode.another(), interval, context, metrics);
              fetching.add(reader);
              return reader;
            },
            finished -> {});
    EmitMessages emit =
        new EmitMessages(decode, context.metricGroup().getIOMetricGroup().getNumRecordsInCounter());
    Configuration settings = new Configuration();
    consumer
        .stringPropertyNames()
        .forEach(name -> settings.setString(name, consumer.getProperty(name)));
    return new TopicsReader(queue, fetchers, emit, settings, context, metrics, idleness, fetching);
  }

  private static Duration interval(Duration idleness) {
    Duration interval = idleness.dividedBy(ASKED_PER_IDLENESS);
    return interval.compareTo(AT_MOST_EVERY) < 0 ? interval : AT_MOST_EVERY;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
    holders.start(output);
    return super.pollNext(output);
  }

  /**
   * Flink commits what the checkpoint holds when a fetch is over, which takes ten seconds where
   * nothing comes: whoever looks at the group's lag would see messages that are long read.
   */
  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    fetching.forEach(PartitionsReader::nudge);
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof AllAssigned) {
      holders.allAssigned();
    }
  }

  @Override
  protected KafkaPartitionSplitState initializedState(KafkaPartitionSplit partition) {
    return new PartitionState(partition, new SplitSilence(idleness, holders));
  }

  @Override
  protected void onSplitFinished(Map<String, KafkaPartitionSplitState> finished) {
    finished.values().forEach(each -> ((PartitionState) each).silence().over());
    super.onSplitFinished(finished);
  }
}
