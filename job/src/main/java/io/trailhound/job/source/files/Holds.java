package io.trailhound.job.source.files;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** A reader that begins tells which files it has already, from a checkpoint, by their paths. */
record Holds(List<String> files) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
