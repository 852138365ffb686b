package io.trailhound.job.source.files;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.model.Decoded;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.fetcher.SingleThreadFetcherManager;
import org.apache.flink.metrics.Counter;

/**
 * The one thread that reads the files of a reader, kept until all are read. Flink would end it
 * whenever it has nothing to do for a moment and start another; when the queue happens to be full
 * just then, the ending thread never ends (Flink 2.2.0: its last batch is refused), and the task's
 * close waits 30 seconds for it.
 */
final class LastingFetcher extends SingleThreadFetcherManager<Decoded, FileSplit> {
  private final AtomicBoolean over;
  private boolean everythingAssigned;

  LastingFetcher(CloudTrailDecoder decoder, Counter leftOut, Configuration config) {
    this(decoder, leftOut, config, new AtomicBoolean());
  }

  private LastingFetcher(
      CloudTrailDecoder decoder, Counter leftOut, Configuration config, AtomicBoolean over) {
    super(() -> new FileSplitReader(decoder, leftOut, over), config);
    this.over = over;
  }

  /** Flink waits for the thread, which may be within a file that brings no record for minutes. */
  @Override
  public synchronized void close(long timeoutMs) throws Exception {
    over.set(true);
    super.close(timeoutMs);
  }

  void everythingAssigned() {
    everythingAssigned = true;
  }

  @Override
  public boolean maybeShutdownFinishedFetchers() {
    return everythingAssigned && getQueue().isEmpty() && super.maybeShutdownFinishedFetchers();
  }
}
