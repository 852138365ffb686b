package io.trailhound.job.source;

import org.apache.flink.api.connector.source.SourceEvent;

/** Tells every reader when the earliest file begins that no reader has yet. */
record UnassignedStart(long start) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
