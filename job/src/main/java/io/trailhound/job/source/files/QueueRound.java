package io.trailhound.job.source.files;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.listing.AtOnce;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputPath;
import io.trailhound.job.source.listing.StartTime;
import io.trailhound.job.source.listing.TrailFilter;
import io.trailhound.job.source.sqs.NotUnderstoodException;
import io.trailhound.job.source.sqs.Notification;
import io.trailhound.job.source.sqs.Receipt;
import io.trailhound.job.source.sqs.SqsMessage;
import io.trailhound.job.source.sqs.SqsQueue;
import io.trailhound.job.source.sqs.StoredObject;
import io.trailhound.text.S3Spelling;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be done at a queue in; out the messages that it gave, with the files that they tell of
 * and the times of their first events. A round takes what is there, so that its files can be put
 * into order, and waits a moment for the first message. To be run in a thread of its own.
 */
final class QueueRound implements AutoCloseable {
  /** Behind the end of a job, a request that still waits takes messages for nothing. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  /** SQS looks at all of its servers only when a request waits. */
  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  /** A round in which messages come singly ends then. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final int AT_ONCE = 16;

  /** Any other round ends within this part of the time for which messages are ours. */
  private static final int PART = 4;

  private final FilesConfig config;
  private final TrailFilter filter;
  private final CloudTrailDecoder decoder;
  private final AtOnce threads = new AtOnce("input-queue");
  private SqsQueue queue;
  private Duration visibility;

  /**
   * @param room so many messages may be taken, about
   * @param pause before anything is done
   */
  record Task(List<Receipt> delete, List<Receipt> keep, int room, Duration pause) {}

  /**
   * A message, and the files that are wanted of those that it tells of.
   *
   * @param problem why it isn't understood, or null
   */
  record Told(SqsMessage message, List<FileSplit> files, String problem) {}

  /**
   * @param deleted ids of messages
   * @param visibility how long messages are ours
   */
  record Result(Set<String> deleted, List<Told> told, Duration visibility) {}

  QueueRound(FilesConfig config, CloudTrailDecoder decoder) {
    this.config = config;
    this.filter = new TrailFilter(config);
    this.decoder = decoder;
  }

  Result run(Task task) throws IOException, InterruptedException {
    Thread.sleep(task.pause().toMillis());
    if (queue == null) {
      queue = SqsQueue.open(config.queue());
    }
    if (visibility == null) {
      visibility = queue.attributes().visibility();
    }
    Set<String> deleted = new HashSet<>();
    threads.map(batches(task.delete()), queue::delete).forEach(deleted::addAll);
    keep(task.keep());
    List<Told> told = threads.map(receive(task.room()), this::told);
    return new Result(deleted, told, visibility);
  }

  private void keep(List<Receipt> messages) throws IOException {
    var unused =
        threads.map(
            batches(messages),
            batch -> {
              queue.keep(batch, visibility);
              return batch;
            });
  }

  private static List<List<Receipt>> batches(List<Receipt> messages) {
    List<List<Receipt>> batches = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += SqsQueue.BATCH) {
      batches.add(messages.subList(from, Math.min(messages.size(), from + SqsQueue.BATCH)));
    }
    return batches;
  }

  private List<SqsMessage> receive(int room) throws IOException {
    long begin = System.nanoTime();
    List<SqsMessage> all = new ArrayList<>();
    List<Duration> requests = room > 0 ? List.of(WAIT) : List.of();
    while (!requests.isEmpty()) {
      List<SqsMessage> some =
          threads.map(requests, queue::receive).stream().flatMap(Collection::stream).toList();
      all.addAll(some);
      boolean many = some.size() == requests.size() * SqsQueue.BATCH;
      Duration longest = many ? visibility.dividedBy(PART) : SOON;
      boolean inTime = System.nanoTime() - begin < longest.toNanos();
      boolean more = !some.isEmpty() && all.size() < room && inTime;
      requests = more ? Collections.nCopies(many ? AT_ONCE : 1, SHORT_WAIT) : List.of();
    }
    return all;
  }

  private Told told(SqsMessage message) {
    try {
      List<FileSplit> files =
          Notification.objects(message.body()).stream()
              .map(QueueRound::file)
              .filter(filter::wants)
              .map(file -> new FileSplit(file, StartTime.of(file, decoder), 0))
              .toList();
      return new Told(message, files, null);
    } catch (NotUnderstoodException | RuntimeException problem) { // of one message, not of all
      return new Told(message, List.of(), String.valueOf(problem.getMessage()));
    }
  }

  private static InputFile file(StoredObject object) {
    return new InputFile(
        new InputPath(S3Spelling.IN_STATE, object.bucket(), "/" + object.key()).text(),
        object.size());
  }

  @Override
  public void close() {
    threads.close();
    if (queue != null) {
      queue.close();
    }
  }
}
