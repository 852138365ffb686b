package io.trailhound.job.source;

import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * A reader's side of {@link ListeningReaders}: says once after each checkpoint that it's polled.
 */
public final class StillReading {
  private final SourceReaderContext context;

  /** The checkpoint that nothing was said of yet; null for none. */
  private Long checkpoint;

  public StillReading(SourceReaderContext context) {
    this.context = context;
  }

  /** To be called where the reader's part is made; then let it be polled, if it's idle as well. */
  public void checkpointBegins(long id) {
    checkpoint = id;
  }

  /** To be called with each poll. */
  public void isPolled() {
    if (checkpoint != null) {
      context.sendSourceEventToCoordinator(new StillReads(checkpoint));
      checkpoint = null;
    }
  }
}
