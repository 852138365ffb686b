package io.trailhound.job.source.files;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** A reader has emitted all that files hold, or their dead letters; by their paths. */
record Finished(List<String> files) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
