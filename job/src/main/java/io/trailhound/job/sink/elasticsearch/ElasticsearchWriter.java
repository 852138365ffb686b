package io.trailhound.job.sink.elasticsearch;

import io.trailhound.job.sink.BackOff;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts come in and are in the index, or known to be refused, when they leave the writer's state;
 * the refused ones go out as dead letters.
 *
 * <p>A checkpoint never waits for the server. It takes along what isn't acknowledged, and after a
 * restore that's sent again: its version makes a repeat harmless. While the server is away the job
 * goes on until {@link ElasticsearchSink#MOST_WAITING} documents wait; then the sink stops taking
 * alerts.
 *
 * <p>Metrics: {@link Metrics#SINK_RETRIES}, {@link Metrics#DOCUMENTS_REFUSED}.
 */
final class ElasticsearchWriter extends AsyncSinkWriter<Alert, IndexedDocument> {
  static final String REFUSED = "refused-by-elasticsearch";

  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);

  private final MailboxExecutor mailbox;
  private final ProcessingTimeService timers;
  private final Waiting waiting;
  private final Server server;
  private final Consumer<DeadLetter> deadLetters;
  private final Counter retries;
  private final Counter refused;
  private final BackOff backOff = new BackOff(RandomGenerator.getDefault());
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "elasticsearch-sender"));

  /** Of the request that is under way, or waits for its next attempt. */
  private List<IndexedDocument> unacknowledged = List.of();

  ElasticsearchWriter(
      ElasticsearchSink sink,
      WriterInitContext context,
      Collection<BufferedRequestState<IndexedDocument>> restored,
      Waiting waiting) {
    super(sink.documents(), context, sink.writerSettings(waiting), restored, waiting, waiting);
    this.mailbox = context.getMailboxExecutor();
    this.timers = context.getProcessingTimeService();
    this.waiting = waiting;
    this.server = new Server(sink.config());
    this.deadLetters = sink.deadLetters();
    MetricGroup metrics = Metrics.in(context.metricGroup(), sink.config().cloudWatch());
    this.retries = metrics.counter(Metrics.SINK_RETRIES);
    this.refused = metrics.counter(Metrics.DOCUMENTS_REFUSED);
  }

  @Override
  protected void submitRequestEntries(
      List<IndexedDocument> documents, ResultHandler<IndexedDocument> result) {
    unacknowledged = documents;
    sender.execute(
        () -> {
          try {
            Answer answer = server.index(documents);
            mailbox.execute(() -> settle(answer, documents.size(), result), "settle a request");
          } catch (RejectedExecutionException ended) {
            LOG.debug("An answer came after the task's end", ended);
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
  }

  private void settle(Answer answer, int sent, ResultHandler<IndexedDocument> result) {
    answer.refused().forEach(this::bury);
    if (answer.again().isEmpty()) {
      unacknowledged = List.of();
      backOff.succeeded();
      waiting.accepted();
      result.complete();
      return;
    }
    // Kept until it's under way again, so that no checkpoint misses it.
    unacknowledged = answer.again();
    retries.inc(answer.again().size());
    if (answer.tooMuch()) {
      waiting.refused(sent);
    }
    long pause = backOff.next();
    LOG.warn(
        "{} of {} alerts not taken by the server, again in {} ms: {}",
        answer.again().size(),
        sent,
        pause,
        answer.trouble());
    var unused =
        timers.registerTimer(
            timers.getCurrentProcessingTime() + pause,
            now -> result.retryForEntries(answer.again()));
  }

  private void bury(Answer.Refused refusal) {
    IndexedDocument document = refusal.document();
    refused.inc();
    deadLetters.accept(new DeadLetter(REFUSED, refusal.reason(), document.id(), document.json()));
  }

  /** Nothing to do for a checkpoint, see {@link #snapshotState}; at the end all must be there. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    if (endOfInput) {
      super.flush(true);
    }
  }

  @Override
  public List<BufferedRequestState<IndexedDocument>> snapshotState(long checkpointId) {
    List<RequestEntryWrapper<IndexedDocument>> all = new ArrayList<>();
    for (IndexedDocument document : unacknowledged) {
      all.add(new RequestEntryWrapper<>(document, getSizeInBytes(document)));
    }
    all.addAll(waiting.getBufferedState());
    return List.of(new BufferedRequestState<>(all));
  }

  @Override
  protected long getSizeInBytes(IndexedDocument document) {
    return document.json().length;
  }

  @Override
  public void close() {
    sender.shutdownNow();
    server.close();
    super.close();
  }
}
