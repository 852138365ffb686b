package io.trailhound.job.source.kinesis;

import io.trailhound.job.aws.AwsCall;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * One shard in, its records batch by batch out, as fast as the service allows. What the service
 * refuses or doesn't answer is asked again, however long it takes: meanwhile the shard counts as
 * not read to its end.
 */
final class ShardCursor {
  private static final Logger LOG = LoggerFactory.getLogger(ShardCursor.class);

  /** No stream keeps its records shorter. */
  private static final Duration LEAST_RETENTION = Duration.ofHours(24);

  private final KinesisStream stream;
  private final ShardMetrics metrics;
  private final String shard;
  private final Pace pace = new Pace();
  private Position position;

  /** To be compared with how long the stream keeps its records; 0 when that was done. */
  private long upTo;

  /** Null when the service is to be asked for one. */
  private String iterator;

  private long due = System.nanoTime();

  ShardCursor(KinesisStream stream, ShardMetrics metrics, ShardSplit split) {
    this.stream = stream;
    this.metrics = metrics;
    this.shard = split.shard();
    this.position = split.position();
    this.upTo = split.upTo();
  }

  String shard() {
    return shard;
  }

  /** When the next batch may be read, by {@link System#nanoTime}. */
  long due() {
    return due;
  }

  /**
   * What has come since the last one.
   *
   * @throws IOException when the shard can never be read from where it was left
   */
  ShardBatch read() throws IOException {
    long asked = System.nanoTime();
    long time = System.currentTimeMillis();
    try {
      if (iterator == null) {
        tellWhatIsTrimmed(time);
        iterator = stream.iterator(shard, position);
      }
      return answered(stream.read(iterator), asked, time);
    } catch (RefusedException refusal) {
      return refused(refusal, asked, time);
    } catch (IOException silent) {
      return failed(silent, asked, time);
    }
  }

  private ShardBatch refused(RefusedException refusal, long asked, long time) throws IOException {
    boolean beginning = iterator == null;
    switch (refusal.why()) {
      case EXPIRED -> {
        iterator = null;
        due = asked;
        return unread(asked, time);
      }
      case TOO_OFTEN -> {
        metrics.throttled();
        due = System.nanoTime() + pace.failed().toNanos();
        return unread(asked, time);
      }
      case NOT_THERE -> {
        return absent(refusal, asked, time);
      }
      case INVALID -> {
        if (beginning && !position.sequence().isEmpty()) {
          throw new IOException(
              "%s cannot be read from where the savepoint left it: %s Right would be: to start without the savepoint, if the stream was deleted and made again."
                  .formatted(shard, AwsCall.sentence(refusal)),
              refusal);
        }
        iterator = null;
        return failed(refusal, asked, time);
      }
      default -> {
        return failed(refusal, asked, time);
      }
    }
  }

  private ShardBatch answered(KinesisStream.Answer answer, long asked, long time) {
    List<ShardItem> items = new ArrayList<>();
    long bytes = 0;
    for (Record record : answer.records()) {
      byte[] data = record.data().asByteArrayUnsafe();
      bytes += data.length;
      take(record, data, items);
    }
    iterator = answer.next();
    boolean end = answer.behind() == 0;
    if (iterator == null) {
      metrics.ended(shard);
      items.add(new ShardItem.End(answer.children()));
      return new ShardBatch(shard, items, true);
    }
    metrics.behind(shard, answer.behind());
    items.add(new ShardItem.ReadTo(end, asked, time));
    due = asked + pace.answered(bytes, end).toNanos();
    return new ShardBatch(shard, items, false);
  }

  private void take(Record record, byte[] data, List<ShardItem> items) {
    String sequence = record.sequenceNumber();
    long arrival = record.approximateArrivalTimestamp().toEpochMilli();
    List<byte[]> packed = UserRecords.in(data);
    for (int i = position.done(sequence); i < packed.size(); i++) {
      boolean last = i == packed.size() - 1;
      items.add(new ShardItem.UserRecord(packed.get(i), sequence, i, last, arrival));
    }
    position = Position.after(sequence);
  }

  /** After a stop that was longer than the stream keeps its records, nobody asks for them. */
  private void tellWhatIsTrimmed(long now) throws IOException {
    long away = now - upTo;
    if (upTo > 0 && away > LEAST_RETENTION.toMillis()) {
      Duration retention = stream.summary().retention();
      if (away > retention.toMillis()) {
        metrics.trimmed();
        LOG.warn(
            "Kinesis: {} was read {} h ago, and the stream keeps records for {} h: what came between may be lost.",
            shard,
            Duration.ofMillis(away).toHours(),
            retention.toHours());
      }
    }
    upTo = 0;
  }

  /** The shard isn't there any more because all it had has expired; or the stream isn't. */
  private ShardBatch absent(IOException why, long asked, long time) {
    try {
      var unused = stream.summary();
    } catch (IOException silent) {
      return failed(why, asked, time);
    }
    metrics.trimmed();
    metrics.ended(shard);
    LOG.warn("Kinesis: {} has expired before it was read to its end.", shard);
    return new ShardBatch(shard, List.of(new ShardItem.End(List.of())), true);
  }

  private ShardBatch failed(IOException failure, long asked, long time) {
    metrics.failed();
    Duration pause = pace.failed();
    due = System.nanoTime() + pause.toNanos();
    LOG.warn(
        "Kinesis: {} cannot be read, next try in {} ms: {}",
        shard,
        pause.toMillis(),
        TerminalText.escape(String.valueOf(failure.getMessage())));
    return unread(asked, time);
  }

  /** That it may have what nobody has read. */
  ShardBatch unread() {
    return unread(System.nanoTime(), System.currentTimeMillis());
  }

  private ShardBatch unread(long asked, long time) {
    return new ShardBatch(shard, List.of(new ShardItem.ReadTo(false, asked, time)), false);
  }
}
