package io.trailhound.job.source.files;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader tells that it has none of the files left that it was given, so many since it told.
 *
 * @param events that it has taken from them, of before the seam of a warm start
 */
record ReadAll(int files, long events) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
