package io.trailhound.job.source.listing;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodedReader;
import io.trailhound.model.Decoded;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A file in, the time of its first event out, without reading the file. Files are opened in this
 * order, and the watermark waits for it: too early costs time, too late would cost events.
 */
public final class StartTime {
  /** Of a file that doesn't say: it's read first, and the watermark waits until then. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /**
   * The time in CloudTrail's file names is that of the delivery; the events are up to 15 minutes
   * older (CloudTrail User Guide, "How CloudTrail works"; measured 594 s at most).
   */
  public static final Duration DELIVERY = Duration.ofMinutes(15);

  /** A file that begins with more broken records than this doesn't say. */
  private static final int LOOK_AT = 1000;

  /**
   * Nor does one without a record in so many bytes, packed or not: a look at one file must not take
   * as long as somebody likes.
   */
  private static final int MOST_BYTES = 2 << 20;

  private StartTime() {}

  /**
   * From the name where CloudTrail gave it, and from the first event: of every file that is cheap
   * to open, because a name may be wrong, and of every file without such a name.
   */
  public static long of(InputFile file, CloudTrailDecoder decoder) {
    long named = inName(file.name());
    if (named != UNKNOWN && !file.isLocal()) {
      return named;
    }
    long peeked = firstEvent(file, decoder);
    return named == UNKNOWN ? peeked : peeked == UNKNOWN ? named : Math.min(named, peeked);
  }

  /** Milliseconds; {@link #UNKNOWN} when {@code name} is not CloudTrail's. */
  static long inName(String name) {
    return TrailName.of(name)
        .map(trail -> trail.delivered().minus(DELIVERY).toEpochMilli())
        .orElse(UNKNOWN);
  }

  public static boolean isBefore(long time, long start) {
    return start != UNKNOWN && start < time;
  }

  /** Of what is at the beginning of the file; {@link #UNKNOWN} when there's none. */
  public static long firstEvent(InputFile file, CloudTrailDecoder decoder) {
    try (DecodedReader records = decoder.open(new Beginning(file.open()), file.source())) {
      for (int i = 0; i < LOOK_AT; i++) {
        Decoded record = records.next();
        if (record == null) {
          return UNKNOWN;
        }
        if (record.event() != null) {
          return record.event().eventTime;
        }
      }
      return UNKNOWN;
    } catch (IOException | RuntimeException unreadable) {
      return UNKNOWN; // reading it makes the dead letter that says why
    }
  }

  /** Of a file, which ends early. */
  private static final class Beginning extends FilterInputStream {
    private int left = MOST_BYTES;

    private Beginning(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = left == 0 ? -1 : super.read(bytes, offset, Math.min(length, left));
      left -= Math.max(0, n);
      return n;
    }
  }
}
