package io.trailhound.job.source.kinesis;

import io.trailhound.job.config.KinesisConfig;
import io.trailhound.job.source.AllAssigned;
import io.trailhound.job.source.DecodeMessages;
import io.trailhound.job.source.SplitSilence;
import io.trailhound.job.source.StillReading;
import io.trailhound.job.source.WatermarkHolders;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Shards in, their records out. A shard that has ended is kept, and the watermark stays where it
 * is, until what has come of it is with readers: else an event of a child could be behind the
 * watermark before somebody waits for it, and a checkpoint between the end and the enumerator's
 * word could lose the children.
 */
@SuppressWarnings("try") // Flink declares close() with a broad exception
final class ShardsReader
    extends SingleThreadMultiplexSourceReaderBase<ShardItem, Decoded, ShardSplit, ShardState> {
  private final ShardsFetcher fetcher;
  private final StillReading stillReading;
  private final WatermarkHolders holders = new WatermarkHolders();
  private final long idleness;

  /** By shard; in the order in which they have ended. */
  private final Map<String, ShardSplit> ended = new LinkedHashMap<>();

  /** Ended, and with an output that Flink has made for them on the restore. */
  private final List<String> withOutput = new ArrayList<>();

  private final List<String> fromCheckpoint = new ArrayList<>();
  private boolean begun;

  private ShardsReader(
      ShardsFetcher fetcher, EmitShards emit, KinesisConfig config, SourceReaderContext context) {
    super(fetcher, emit, context.getConfiguration(), context);
    this.fetcher = fetcher;
    this.stillReading = new StillReading(context);
    this.idleness = config.idleness().toNanos();
  }

  static ShardsReader of(KinesisConfig config, DecodeMessages decode, SourceReaderContext context) {
    ShardMetrics metrics = new ShardMetrics(Metrics.in(context.metricGroup(), config.cloudWatch()));
    ShardsFetcher fetcher =
        new ShardsFetcher(
            () -> new ShardSplitReader(open(config), metrics), context.getConfiguration());
    EmitShards emit =
        new EmitShards(
            config.name(),
            decode,
            context.metricGroup().getIOMetricGroup().getNumRecordsInCounter());
    return new ShardsReader(fetcher, emit, config, context);
  }

  private static KinesisStream open(KinesisConfig config) {
    try {
      return KinesisStream.openToRead(config);
    } catch (IOException unknown) {
      throw new FlinkRuntimeException(unknown.getMessage(), unknown);
    }
  }

  @Override
  public void start() {
    begun = true;
    ended.keySet().forEach(shard -> tell(new ShardEnded(shard, List.of())));
    tell(new ShardsTaken(List.copyOf(fromCheckpoint))); // last: with it, shards may be dealt out
    fromCheckpoint.clear();
  }

  private void tell(SourceEvent event) {
    context.sendSourceEventToCoordinator(event);
  }

  @Override
  public void addSplits(List<ShardSplit> splits) {
    List<ShardSplit> open = new ArrayList<>();
    for (ShardSplit split : splits) {
      if (split.ended()) {
        keep(split);
        withOutput.add(split.shard());
      } else {
        open.add(split);
      }
    }
    super.addSplits(open);
    List<String> taken = open.stream().map(ShardSplit::shard).toList();
    if (begun) {
      tell(new ShardsTaken(taken));
    } else {
      fromCheckpoint.addAll(taken);
    }
  }

  private void keep(ShardSplit split) {
    ended.put(split.shard(), split);
    holders.expect();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
    stillReading.isPolled();
    holders.start(output);
    if (!withOutput.isEmpty()) {
      withOutput.forEach(output::createOutputForSplit);
      withOutput.forEach(output::releaseOutputForSplit);
      withOutput.clear();
    }
    return super.pollNext(output);
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof AllAssigned) {
      holders.allAssigned();
    } else if (event instanceof ShardHandedOver over && ended.remove(over.shard()) != null) {
      holders.expected();
    }
  }

  @Override
  protected ShardState initializedState(ShardSplit split) {
    return new ShardState(split, new SplitSilence(idleness, holders));
  }

  @Override
  protected ShardSplit toSplitType(String shard, ShardState state) {
    return state.toSplit(false);
  }

  @Override
  public List<ShardSplit> snapshotState(long checkpoint) {
    stillReading.checkpointBegins(checkpoint);
    fetcher.getQueue().notifyAvailable(); // a reader without records would not be polled
    List<ShardSplit> splits = new ArrayList<>(super.snapshotState(checkpoint));
    splits.addAll(ended.values());
    return splits;
  }

  @Override
  protected void onSplitFinished(Map<String, ShardState> finished) {
    finished.forEach(
        (shard, state) -> {
          keep(state.toSplit(true)); // first: somebody always holds
          state.silence().over();
          tell(new ShardEnded(shard, state.children()));
        });
  }
}
