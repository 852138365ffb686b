package io.trailhound.job.source.files;

import org.apache.flink.api.connector.source.SourceEvent;

/** To a reader: all files are read, by it and by the others, and it has been told how far. */
record AllRead() implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
