package io.trailhound.job.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user reads when something fails that is no mistake of theirs. */
final class Failure {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  /** The innermost reason, in one line; the whole story goes to the log. */
  static String explain(Throwable failure) {
    LOG.error("Failed", failure);
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    String log = System.getProperty("trailhound.log");
    String where = log == null ? "" : " Details are in " + log + ".";
    return "failed: " + kind + ": " + TerminalText.escape(reason) + "." + where;
  }
}
