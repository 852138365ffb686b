package io.trailhound.job.source.files;

import org.apache.flink.api.connector.source.SourceEvent;

/** A reader of a watching source tells the time of the latest event that it has emitted. */
record ReadUpTo(long time) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
