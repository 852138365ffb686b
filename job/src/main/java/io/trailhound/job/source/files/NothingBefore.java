package io.trailhound.job.source.files;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Tells a reader how far its watermark may go, whatever it has read: no file that is yet to be
 * given to a reader begins before {@code time}.
 */
record NothingBefore(long time) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
