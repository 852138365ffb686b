package io.trailhound.job.source.files;

import io.trailhound.job.source.listing.AtOnce;
import io.trailhound.job.source.listing.InputFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Files in, their content out; small remote ones are fetched while others are decoded, because in
 * S3 each takes a round trip and CloudTrail writes many small ones.
 */
final class ReadAhead implements AutoCloseable {
  /** So much for each file at hand, of which a reader has sixteen at most. */
  private static final long MOST_BYTES = 4 << 20;

  private final AtOnce threads = new AtOnce("input-read-ahead");
  private final AtomicBoolean over;
  private final Map<String, Future<byte[]>> coming = new HashMap<>();

  /**
   * @param over becomes true when nobody wants more of any file
   */
  ReadAhead(AtomicBoolean over) {
    this.over = over;
  }

  void begin(FileSplit split) {
    InputFile file = split.file();
    if (!file.isLocal() && file.size() <= MOST_BYTES) {
      coming.put(split.splitId(), threads.begin(none -> content(file)));
    }
  }

  Content open(FileSplit split) throws IOException {
    Future<byte[]> content = coming.remove(split.splitId());
    return new Content(
        content == null ? split.file().open() : new ByteArrayInputStream(AtOnce.result(content)),
        over);
  }

  private static byte[] content(InputFile file) throws IOException {
    try (InputStream in = file.open()) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    threads.close();
  }

  /**
   * The decoder takes a failed read for the end of the file; this remembers it. It fails too when
   * nobody wants more: a small gz file may hold blanks for minutes, and no record.
   */
  static final class Content extends FilterInputStream {
    private final AtomicBoolean over;
    private IOException failure;

    Content(InputStream in, AtomicBoolean over) {
      super(in);
      this.over = over;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        if (over.get()) {
          throw new IOException("nobody wants more");
        }
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      } catch (RuntimeException e) {
        failure = new IOException(e.getMessage(), e); // some plugins let their clients' through
        throw failure;
      }
    }

    /** What ended it early, or null. */
    IOException failure() {
      return failure;
    }
  }
}
