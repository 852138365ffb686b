package io.trailhound.decode;

import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.InputStream;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Bytes in any form of docs/contract.md section 4 in, events or dead letters out. The form is known
 * by the content: records one per line, {@code Records} files, EventBridge envelopes, CloudWatch
 * Logs subscriptions, the same as Lambda is handed them, ECS documents, the Logstash form; plain,
 * gzip or base64. Every input is accounted for: Insight, network-activity and addendum records,
 * digests, notifications and control messages are dead letters with a reason of their own ({@link
 * Reasons}), not events.
 *
 * <p>{@link #decode} is used by one thread at a time, {@link #open} by any. Readers are independent
 * of the instance and of each other.
 *
 * <p>Limits: a document of several records other than {@code Records} and {@code logEvents} lists
 * has to fit into {@link DecodeLimits#maxRecordBytes}, and so does a {@code Records} list that
 * stands behind more than 64 KiB of other keys. Keys that hold a dot themselves are read as a path.
 */
public final class CloudTrailDecoder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExtraFields extras;
  private final DecodeLimits limits;
  private final EpochClock clock;
  private transient volatile Context context;
  private transient Layers messages;

  /**
   * @param extras the fields that the loaded rules read besides the named ones
   * @param clock tells what lies in the future
   */
  public CloudTrailDecoder(ExtraFields extras, DecodeLimits limits, EpochClock clock) {
    this.extras = extras;
    this.limits = limits;
    this.clock = clock;
  }

  /** One with the same settings for another thread; both know the texts that either has met. */
  public CloudTrailDecoder another() {
    CloudTrailDecoder another = new CloudTrailDecoder(extras, limits, clock);
    another.context = context();
    return another;
  }

  /**
   * Decodes one message of a transport such as Kafka or Kinesis. Never throws on account of the
   * message; gives at least one output for a message that isn't empty.
   *
   * @param source where it came from, without its position: {@code topic-3-}
   * @param position its offset there
   */
  public void decode(byte[] message, String source, long position, Consumer<Decoded> out) {
    if (message == null || message.length == 0) {
      return;
    }
    if (messages == null) {
      messages = new Layers(context(), Chunks.FRESH);
    }
    messages.begin(message, source, position);
    for (Decoded next = messages.next(); next != null; next = messages.next()) {
      out.accept(next);
    }
  }

  /**
   * Reads a file, plain or gzip. Closing the reader closes {@code in}.
   *
   * @param source the file's name with a colon behind it: {@code folder/file.json.gz:}; the line is
   *     put behind that
   */
  public DecodedReader open(InputStream in, String source) {
    return new DecodedReader(context(), Chunks.FRESH, in, source);
  }

  /**
   * The same for a thread that reads files one after the other and lets go of their events.
   *
   * @param chunks what it's read into
   */
  public DecodedReader open(InputStream in, String source, ReusedChunks chunks) {
    return new DecodedReader(context(), chunks, in, source);
  }

  private Context context() {
    if (context == null) {
      context = Context.of(extras, limits, clock);
    }
    return context;
  }
}
