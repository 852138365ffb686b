package io.trailhound.job.serve;

import io.trailhound.job.alert.AlertDocument;
import java.io.IOException;
import java.util.Optional;

/**
 * Where alerts lie: a question comes in, the latest revisions of the alerts it asks for go out.
 *
 * <p>Each method throws an IOException, whose message is for the reader, when there's no answer.
 */
public interface AlertSource extends AutoCloseable {

  /** What the page calls it. */
  String name();

  /**
   * The newest first.
   *
   * @param after where the page before ended; null for the first one
   * @param most alerts
   */
  AlertsFound find(AlertFilter filter, AlertPosition after, int most) throws IOException;

  /** What all of them have in common. */
  Overview overview(AlertFilter filter) throws IOException;

  /** The alert or incident of that id. */
  Optional<AlertDocument> byId(String id) throws IOException;

  @Override
  void close();
}
