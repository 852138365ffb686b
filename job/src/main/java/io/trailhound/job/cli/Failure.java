package io.trailhound.job.cli;

import io.trailhound.enrich.AsnException;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.source.listing.InputException;
import io.trailhound.rules.RuleException;
import io.trailhound.text.TerminalText;
import org.apache.flink.util.SerializedThrowable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exception comes in; what the user reads and the exit code go out.
 *
 * @param exitCode 2 when the user can put it right, 1 otherwise
 */
public record Failure(String message, int exitCode) {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  /**
   * @param what was running, as in "{@code what} failed"
   */
  public static Failure of(Throwable thrown, String what) {
    if (thrown instanceof ClusterException) {
      return new Failure(thrown.getMessage(), Main.FAILED);
    }
    Throwable cause = thrown;
    while (!isMistake(cause) && causeOf(cause) != null) {
      cause = causeOf(cause);
    }
    if (isMistake(cause)) {
      return new Failure(cause.getMessage(), Main.WRONG);
    }
    LOG.error("Failed", thrown);
    return new Failure(innermost(cause, what), Main.FAILED);
  }

  /** These have a message that was written for the user. */
  private static boolean isMistake(Throwable cause) {
    return cause instanceof ConfigException
        || cause instanceof RuleException
        || cause instanceof InputException
        || cause instanceof AsnException;
  }

  /** One step further in. Flink sends what a task threw as bytes. */
  public static Throwable causeOf(Throwable thrown) {
    if (thrown instanceof SerializedThrowable serialized) {
      Throwable original = serialized.deserializeError(Failure.class.getClassLoader());
      return original == serialized ? serialized.getCause() : original;
    }
    return thrown.getCause();
  }

  private static String innermost(Throwable cause, String what) {
    String reason = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    String log = System.getProperty("trailhound.log");
    String details = log == null ? "" : " Details are in " + log + ".";
    String kind = cause.getClass().getSimpleName();
    return TerminalText.escape(what + " failed: " + kind + reason) + "." + details;
  }
}
