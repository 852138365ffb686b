package io.trailhound.job.source.files;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.EpochClock;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.metrics.Metrics;
import io.trailhound.text.TerminalText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of a queue in, the files that they tell of out; messages are deleted when a checkpoint
 * holds what they told of ({@link Deliveries}). What isn't understood stays in the queue, whose own
 * redrive policy knows where it belongs.
 *
 * <p>Metrics: {@link Metrics#MESSAGES_RECEIVED}, {@link Metrics#MESSAGES_DELETED}, {@link
 * Metrics#MESSAGES_NOT_UNDERSTOOD}, {@link Metrics#OLDEST_MESSAGE}, {@link Metrics#QUEUE_FAILURES}.
 */
final class QueueDiscovery implements Discovery {
  /** On the standard error of a local run, where this class is known by its name. */
  private static final Logger LOG = LoggerFactory.getLogger(QueueDiscovery.class);

  /**
   * Messages that are ours at a time, 1 KB each: the files of so many are put into order. SQS gives
   * no more than 120,000.
   */
  private static final int MOST = 50_000;

  /** Messages are kept from others again when such a part of their time is over. */
  private static final int PART = 3;

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final SplitEnumeratorContext<FileSplit> context;
  private final FilesConfig config;
  private final SeenFiles seen;
  private final Deliveries deliveries;
  private final QueueRound rounds;
  private final EpochClock clock = EpochClock.system();
  private final Counter received;
  private final Counter deleted;
  private final Counter notUnderstood;
  private final Counter failures;
  private Consumer<List<FileSplit>> found;
  private boolean answered;
  private Duration pause = Duration.ZERO;

  /** How long messages are ours; not known before the queue has answered. */
  private Duration visibility = LONGEST_PAUSE;

  private volatile long oldest = Long.MAX_VALUE;

  QueueDiscovery(
      SplitEnumeratorContext<FileSplit> context,
      FilesConfig config,
      CloudTrailDecoder decoder,
      FilesCheckpoint checkpoint) {
    this.context = context;
    this.config = config;
    this.seen = checkpoint.seen();
    this.answered = checkpoint.listed();
    this.deliveries =
        new Deliveries(
            checkpoint.told() == null ? ToldFiles.none() : checkpoint.told(),
            checkpoint.unassigned(),
            file -> seen != null && seen.remembers(file.file()));
    this.rounds = new QueueRound(config, decoder);
    MetricGroup metrics = Metrics.in(context.metricGroup());
    this.received = metrics.counter(Metrics.MESSAGES_RECEIVED);
    this.deleted = metrics.counter(Metrics.MESSAGES_DELETED);
    this.notUnderstood = metrics.counter(Metrics.MESSAGES_NOT_UNDERSTOOD);
    this.failures = metrics.counter(Metrics.QUEUE_FAILURES);
    metrics.gauge(Metrics.OLDEST_MESSAGE, this::oldestSeconds);
  }

  private long oldestSeconds() {
    return Math.max(0, (clock.getAsLong() - Math.min(oldest, clock.getAsLong())) / 1000);
  }

  @Override
  public void start(Consumer<List<FileSplit>> taker) {
    found = taker;
    next();
  }

  /** One round at a time, each when the one before it has told: nothing is done twice. */
  private void next() {
    long now = clock.getAsLong();
    int room = MOST - deliveries.size();
    Duration wait = room > 0 || !pause.isZero() ? pause : SHORTEST_PAUSE;
    QueueRound.Task task =
        new QueueRound.Task(
            deliveries.toDelete(),
            deliveries.toKeep(now - visibility.toMillis() / PART, now),
            room,
            wait);
    context.callAsync(() -> rounds.run(task), this::onRound);
  }

  private void onRound(QueueRound.Result result, Throwable failure) {
    if (failure == null) {
      answered = true;
      pause = Duration.ZERO;
      visibility = result.visibility();
      take(result);
    } else if (isTheEnd(failure)) {
      return;
    } else if (answered) {
      pause = longer(pause);
      failures.inc();
      LOG.warn(
          "The queue {} fails, next try in {} s: {}",
          config.queue(),
          pause.toSeconds(),
          TerminalText.escape(String.valueOf(failure.getMessage())));
    } else {
      throw new FlinkRuntimeException(failure.getMessage(), failure);
    }
    next();
  }

  /** Whether the thread was told to end, and not the queue has failed. */
  private static boolean isTheEnd(Throwable failure) {
    return failure instanceof InterruptedException
        || failure.getCause() instanceof InterruptedException;
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return pause.isZero()
        ? SHORTEST_PAUSE
        : doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private void take(QueueRound.Result result) {
    long now = clock.getAsLong();
    deliveries.deleted(result.deleted());
    deleted.inc(result.deleted().size());
    received.inc(result.told().size());
    List<FileSplit> files = new ArrayList<>();
    for (QueueRound.Told told : result.told()) {
      if (told.problem() == null) {
        files.addAll(deliveries.take(told.message(), told.files(), now));
      } else {
        leave(told);
      }
    }
    oldest = deliveries.oldest();
    found.accept(files);
  }

  /** Counted and told the first time it comes. */
  private void leave(QueueRound.Told told) {
    if (told.message().received() > 1) {
      return;
    }
    notUnderstood.inc();
    LOG.warn(
        "Not understood, left in the queue: message {}: {}",
        told.message().receipt().id(),
        TerminalText.escape(told.problem()));
  }

  @Override
  public void begins(int subtask, Collection<String> files) {
    deliveries.begins(subtask, files, context.currentParallelism(), clock.getAsLong());
  }

  @Override
  public void finished(Collection<String> files) {
    deliveries.finished(files, clock.getAsLong());
  }

  @Override
  public void checkpointBegins(long id) {
    deliveries.checkpointBegins(id);
  }

  @Override
  public void checkpointIsComplete(long id) {
    deliveries.checkpointIsComplete(id);
  }

  @Override
  public SeenFiles seen() {
    return seen;
  }

  @Override
  public ToldFiles told() {
    return deliveries.told();
  }

  @Override
  public void close() {
    rounds.close();
  }
}
