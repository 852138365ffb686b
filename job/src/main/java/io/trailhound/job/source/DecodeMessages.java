package io.trailhound.job.source;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.Reasons;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Messages in, their events and dead letters out, each with where it was. Every message is
 * accounted for, an empty one too.
 */
public final class DecodeMessages implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CloudTrailDecoder decoder;

  public DecodeMessages(CloudTrailDecoder decoder) {
    this.decoder = decoder;
  }

  /** One that does the same for another thread. */
  public DecodeMessages another() {
    return new DecodeMessages(decoder.another());
  }

  /**
   * @param message null and empty are the same
   * @param source where it was, without its position there
   * @param arrival when it came there, milliseconds
   */
  public void decode(
      byte[] message, String source, long position, long arrival, Consumer<Decoded> out) {
    if (message == null || message.length == 0) {
      out.accept(
          Decoded.of(
              new DeadLetter(
                  Reasons.NO_RECORDS, "The message is empty.", source + position, new byte[0])));
      return;
    }
    decoder.decode(
        message,
        source,
        position,
        decoded -> {
          if (decoded.event() != null) {
            decoded.event().arrival = arrival;
          }
          out.accept(decoded);
        });
  }
}
