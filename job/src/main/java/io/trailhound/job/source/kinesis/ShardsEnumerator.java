package io.trailhound.job.source.kinesis;

import io.trailhound.job.config.KinesisConfig;
import io.trailhound.job.source.AllAssigned;
import io.trailhound.job.source.ListeningReaders;
import io.trailhound.job.source.StillReads;
import io.trailhound.metrics.Metrics;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream's shards in, each given to a reader when its parents are read ({@link ShardOrder}).
 * Looks for new ones from time to time, and when one has ended.
 *
 * <p>Metric: {@link Metrics#STREAM_FAILURES}.
 */
final class ShardsEnumerator implements SplitEnumerator<ShardSplit, ShardsCheckpoint> {
  /** On the standard error of a local run, where this class is known by its name. */
  private static final Logger LOG = LoggerFactory.getLogger(ShardsEnumerator.class);

  private static final Duration EVERY = Duration.ofSeconds(10);

  private final SplitEnumeratorContext<ShardSplit> context;
  private final KinesisConfig config;
  private final Position start;
  private final ShardOrder order;
  private final HandOvers handOvers;
  private final Counter failures;
  private final ListeningReaders listening;

  /** Readers that have said what they have, with that. */
  private final Map<Integer, Set<String>> readers = new TreeMap<>();

  /** Readers that know that they have all for now. */
  private final Set<Integer> told = new HashSet<>();

  /** Whether there was a list, ever. */
  private boolean listed;

  /** Whether there was one since this began. */
  private boolean upToDate;

  private KinesisStream stream;

  ShardsEnumerator(
      SplitEnumeratorContext<ShardSplit> context,
      KinesisConfig config,
      ShardsCheckpoint checkpoint) {
    this.context = context;
    this.listening = new ListeningReaders(() -> context.registeredReaders().keySet());
    this.config = config;
    this.start = checkpoint.start();
    this.listed = checkpoint.listed();
    this.order = new ShardOrder(checkpoint.shards());
    this.handOvers = new HandOvers(order);
    this.failures = Metrics.in(context.metricGroup()).counter(Metrics.STREAM_FAILURES);
  }

  /** A full list, and when it was asked for. */
  private record Listing(List<ListedShard> shards, long asked) {}

  @Override
  public void start() {
    context.callAsync(this::list, this::onList, 0, EVERY.toMillis());
  }

  /** Runs beside all else. */
  private synchronized Listing list() throws IOException {
    long asked = System.nanoTime();
    if (stream == null) {
      stream = KinesisStream.open(config);
    }
    return new Listing(stream.shards(), asked);
  }

  private void onList(Listing listing, Throwable failure) {
    if (failure == null) {
      order.listed(listing.shards(), listed ? Position.EARLIEST : start);
      listed = true;
      upToDate = true;
      handOvers.listed(listing.asked());
      assign();
    } else if (listed) {
      failures.inc();
      LOG.warn(
          "The shards of {} cannot be listed: {}",
          config.stream(),
          TerminalText.escape(String.valueOf(failure.getMessage())));
    } else {
      throw new FlinkRuntimeException(failure.getMessage(), failure);
    }
  }

  /**
   * When all are there and it's known who has what, so that all get about as many; for the same
   * reason all must listen the first time, and each has all of its own when it's told so.
   */
  private void assign() {
    int all = context.currentParallelism();
    if (!upToDate || readers.size() < all || context.registeredReaders().size() < all) {
      return;
    }
    if (told.size() < all && !readers.keySet().stream().allMatch(listening::listens)) {
      return;
    }
    Map<Integer, List<ShardSplit>> given = new TreeMap<>();
    for (ShardSplit split : order.ready()) {
      int reader = readerFor(split.shard());
      if (listening.listens(reader)) {
        readers.get(reader).add(split.shard());
        given.computeIfAbsent(reader, it -> new ArrayList<>()).add(split);
        order.given(split.shard());
      }
    }
    if (!given.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(given));
    }
    for (int reader : readers.keySet()) {
      if (told.add(reader)) {
        context.sendEventToSourceReader(reader, new AllAssigned());
      }
    }
    handOver();
  }

  /**
   * The reader that waits with a parent of it: its watermark stands, and is counted. Others may be
   * further ahead, and lateness is decided beside each reader; one that was idle isn't counted
   * until it has caught up. Of two that wait so, one that listens: the other may be held by an
   * alignment, until the first one's watermark goes on.
   */
  private int readerFor(String shard) {
    List<Integer> wait =
        order.parents(shard).stream().map(handOvers::reader).filter(Objects::nonNull).toList();
    return wait.stream()
        .filter(listening::listens)
        .findFirst()
        .or(() -> wait.stream().findFirst())
        .orElseGet(this::leastBusy);
  }

  private int leastBusy() {
    return readers.entrySet().stream()
        .min(Comparator.comparingInt(reader -> reader.getValue().size()))
        .orElseThrow()
        .getKey();
  }

  private void handOver() {
    for (HandOvers.Done done : handOvers.done(listening::listens)) {
      context.sendEventToSourceReader(done.reader(), new ShardHandedOver(done.shard()));
    }
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (event instanceof ShardsTaken shards) {
      readers.computeIfAbsent(reader, it -> new HashSet<>()).addAll(shards.shards());
      shards.shards().forEach(order::given);
      handOvers.taken(shards.shards());
      assign();
    } else if (event instanceof ShardEnded end) {
      order.ended(end.shard());
      readers.getOrDefault(reader, new HashSet<>()).remove(end.shard());
      handOvers.ended(reader, end, System.nanoTime());
      context.callAsync(this::list, this::onList);
    } else if (event instanceof StillReads word) {
      listening.stillReads(reader, word);
      assign();
    }
  }

  /** One that begins anew tells what it has. */
  @Override
  public void addReader(int reader) {
    listening.beginsAnew(reader);
    readers.remove(reader);
    told.remove(reader);
    handOvers.forget(reader);
  }

  @Override
  public void addSplitsBack(List<ShardSplit> splits, int reader) {
    for (ShardSplit split : splits) {
      order.givenBack(split);
      handOvers.givenBack(split.shard());
    }
  }

  @Override
  public void handleSplitRequest(int reader, String host) {
    // Shards are given as they come.
  }

  @Override
  public ShardsCheckpoint snapshotState(long checkpoint) {
    listening.checkpointBegins(checkpoint);
    return new ShardsCheckpoint(config.name(), start, listed, List.copyOf(order.known()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    listening.checkpointIsComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) {
    listening.checkpointIsAborted(checkpoint);
    assign();
  }

  @Override
  public synchronized void close() {
    if (stream != null) {
      stream.close();
    }
  }
}
