package io.trailhound.job.sink.delivery;

import io.trailhound.job.config.DeliveryConfig;
import io.trailhound.job.sink.BackOff;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts come in and are with the receiver, or dead letters, when they leave the writer's state.
 *
 * <p>Neither an alert nor a checkpoint ever waits for the receiver. What it doesn't take is sent
 * again, after pauses that grow, until {@link DeliveryConfig#within} has passed; so many as {@link
 * DeliveryConfig#waiting} wait meanwhile. All beyond that is given up, as a dead letter. A restore
 * sends what the checkpoint has of unanswered messages again, with the same keys.
 *
 * <p>Metrics: {@link Metrics#SINK_RETRIES}, {@link Metrics#DOCUMENTS_REFUSED}, {@link
 * Metrics#DOCUMENTS_GIVEN_UP}.
 */
final class DeliveryWriter extends AsyncSinkWriter<Alert, Outgoing> {
  /** With a receiver's name behind. */
  static final String REFUSED = "refused-by-";

  static final String GIVEN_UP = "given-up-by-";

  private static final String TOO_OLD = "it was not taken within delivery-within";

  /** So many bytes wait, however few messages they are. */
  private static final long MOST_BYTES = 64L << 20;

  /** Whoever asks for a longer pause is asked again nevertheless. */
  private static final long LONGEST_PAUSE = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWriter.class);

  private final DeliverySink sink;
  private final String name;
  private final DeliveryConfig settings;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService timers;
  private final Lanes lanes;
  private final Receiver receiver;
  private final Counter retries;
  private final Counter refused;
  private final Counter givenUp;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final BackOff whileAway = new BackOff(random);
  private final ExecutorService sender;

  /** Of the round that is under way. */
  private List<Outgoing> unanswered = List.of();

  /** Of the round that was answered last, as long as nothing else may be sent. */
  private ResultHandler<Outgoing> held;

  /** Why something was not taken; null before it happened. */
  private String trouble;

  /** When the next timer goes on. */
  private long wakesAt = Long.MAX_VALUE;

  DeliveryWriter(
      DeliverySink sink,
      ElementConverter<Alert, Outgoing> converter,
      WriterInitContext context,
      Collection<BufferedRequestState<Outgoing>> restored,
      Lanes lanes) {
    super(converter, context, sink.writerSettings(lanes), restored, lanes, lanes);
    this.sink = sink;
    this.name = sink.receiver().name();
    this.settings = sink.settings();
    this.mailbox = context.getMailboxExecutor();
    this.timers = context.getProcessingTimeService();
    this.lanes = lanes;
    this.receiver = sink.receiver().open();
    this.sender = Executors.newSingleThreadExecutor(task -> new Thread(task, name + "-sender"));
    MetricGroup metrics = Metrics.in(context.metricGroup(), settings.cloudWatch());
    this.retries = metrics.counter(Metrics.SINK_RETRIES);
    this.refused = metrics.counter(Metrics.DOCUMENTS_REFUSED);
    this.givenUp = metrics.counter(Metrics.DOCUMENTS_GIVEN_UP);
  }

  @Override
  public void write(Alert alert, Context context) throws IOException, InterruptedException {
    if (lanes.waiting() >= settings.waiting() || lanes.totalSizeInBytes() >= MOST_BYTES) {
      giveUp(sink.message(alert), lanes.waiting() + " alerts were waiting for it already");
    } else {
      super.write(alert, context);
      goOn();
    }
  }

  @Override
  protected void submitRequestEntries(List<Outgoing> messages, ResultHandler<Outgoing> result) {
    unanswered = messages;
    sender.execute(
        () -> {
          try {
            List<Outcome> outcomes = receiver.send(messages);
            mailbox.execute(() -> settle(messages, outcomes, result), "settle a round");
          } catch (RejectedExecutionException ended) {
            LOG.debug("An answer came after the task's end", ended);
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
  }

  private void settle(
      List<Outgoing> messages, List<Outcome> outcomes, ResultHandler<Outgoing> result) {
    unanswered = List.of();
    boolean away = false;
    int again = 0;
    for (int i = 0; i < messages.size(); i++) {
      Outgoing message = messages.get(i);
      Outcome outcome = outcomes.get(i);
      away |= outcome.kind() == Outcome.Kind.AWAY;
      if (outcome.pause() != null) {
        lanes.pause(Math.min(LONGEST_PAUSE, outcome.pause().toMillis()));
      }
      if (settle(message, outcome)) {
        lanes.settled(message);
      } else {
        again++;
        retries.inc();
        lanes.again(message, message.pause(random));
      }
    }
    if (again > 0) {
      LOG.warn("{} of {} alerts not taken by {}: {}", again, messages.size(), name, trouble);
    }
    if (away) {
      lanes.pause(whileAway.next());
    } else {
      whileAway.succeeded();
    }
    held = result;
    goOn();
  }

  /** Whether there's nothing more to do for it. */
  private boolean settle(Outgoing message, Outcome outcome) {
    switch (outcome.kind()) {
      case TAKEN -> {
        return true;
      }
      case REFUSED -> {
        refused.inc();
        bury(REFUSED, message, outcome.detail());
        return true;
      }
      default -> {
        trouble = outcome.detail();
        boolean tooOld = message.since < oldest();
        if (tooOld) {
          giveUp(message, TOO_OLD);
        }
        return tooOld;
      }
    }
  }

  private long oldest() {
    return timers.getCurrentProcessingTime() - settings.within().toMillis();
  }

  private void giveUp(Outgoing message, String detail) {
    givenUp.inc();
    bury(GIVEN_UP, message, trouble == null ? detail : detail + "; last: " + trouble);
  }

  private void bury(String reason, Outgoing message, String detail) {
    sink.deadLetters().accept(new DeadLetter(reason + name, detail, message.id(), message.json()));
  }

  /** Ends the round that was answered, as soon as another can begin. */
  private void goOn() {
    if (held == null) {
      return;
    }
    for (Outgoing old; (old = lanes.takeFromBefore(oldest())) != null; ) {
      lanes.settled(old);
      giveUp(old, TOO_OLD);
    }
    long pause = lanes.readyIn();
    if (pause <= 0) {
      ResultHandler<Outgoing> answered = held;
      held = null;
      answered.complete();
    } else {
      goOnAt(timers.getCurrentProcessingTime() + pause);
    }
  }

  private void goOnAt(long time) {
    if (time < wakesAt) {
      wakesAt = time;
      var unused =
          timers.registerTimer(
              time,
              now -> {
                wakesAt = Long.MAX_VALUE;
                goOn();
              });
    }
  }

  /** Nothing to do for a checkpoint, see {@link #snapshotState}; at the end all must be settled. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    while (endOfInput && !lanes.isDone()) {
      mailbox.yield();
    }
  }

  @Override
  public List<BufferedRequestState<Outgoing>> snapshotState(long checkpointId) {
    List<RequestEntryWrapper<Outgoing>> all = new ArrayList<>();
    for (Outgoing message : unanswered) {
      all.add(new RequestEntryWrapper<>(message, getSizeInBytes(message)));
    }
    all.addAll(lanes.getBufferedState());
    return List.of(new BufferedRequestState<>(all));
  }

  @Override
  protected long getSizeInBytes(Outgoing message) {
    return message.json().length;
  }

  @Override
  public void close() {
    sender.shutdownNow();
    receiver.close();
    super.close();
  }
}
