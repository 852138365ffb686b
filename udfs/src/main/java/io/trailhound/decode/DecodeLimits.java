package io.trailhound.decode;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much the decoder takes before it refuses input as a dead letter.
 *
 * @param maxRecordBytes one record, and one line that is not JSON. CloudTrail's own limit is 256 KB
 *     an event; the default, 1 MiB, is a Kinesis record and the default Kafka message.
 * @param maxMessageBytes what one compressed transport message, or line of base64, may unpack to,
 *     with all that is packed within it. 64 MiB by default: a full Kinesis record at 64 : 1, where
 *     CloudTrail packs 10 to 30 : 1. A compressed file may be of any size, but beyond this many
 *     bytes {@code maxRatio} holds.
 * @param maxRatio unpacked to packed size of a file. 500 by default; deflate can't exceed 1032 : 1.
 * @param maxNesting JSON levels of one document. 100 by default; real records stay below 20.
 * @param maxDocuments JSON documents of one message or line of base64. 100,000 by default: so many
 *     of CloudTrail's smallest records have {@code maxMessageBytes}.
 * @param maxLetters dead letters of one such message, 1,000 by default; more are one letter that
 *     says how many. A packed file may have more, but not more than it has bytes for.
 * @param maxFuture how far a record may be dated after the clock; 10 min (docs/contract.md section
 *     2.7)
 */
public record DecodeLimits(
    int maxRecordBytes,
    long maxMessageBytes,
    int maxRatio,
    int maxNesting,
    int maxDocuments,
    int maxLetters,
    Duration maxFuture)
    implements Serializable {
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(1 << 20, 64L << 20, 500, 100, 100_000, 1_000, Duration.ofMinutes(10));

  public DecodeLimits withMaxFuture(Duration future) {
    return new DecodeLimits(
        maxRecordBytes, maxMessageBytes, maxRatio, maxNesting, maxDocuments, maxLetters, future);
  }
}
