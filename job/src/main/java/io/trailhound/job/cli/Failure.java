package io.trailhound.job.cli;

import io.trailhound.text.TerminalText;
import io.trailhound.text.UserMistake;
import java.util.Set;
import org.apache.flink.util.SerializedThrowable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

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
      return new Failure(thrown.getMessage(), ExitCode.SOFTWARE);
    }
    Throwable cause = thrown;
    while (!(cause instanceof UserMistake) && causeOf(cause) != null) {
      cause = causeOf(cause);
    }
    if (cause instanceof UserMistake) {
      return new Failure(cause.getMessage(), ExitCode.USAGE);
    }
    LOG.error("Failed", thrown);
    return new Failure(innermost(cause, what), ExitCode.SOFTWARE);
  }

  /** One step further in. Flink sends what a task threw as bytes. */
  public static Throwable causeOf(Throwable thrown) {
    if (thrown instanceof SerializedThrowable serialized) {
      Throwable original = serialized.deserializeError(Failure.class.getClassLoader());
      return original == serialized ? serialized.getCause() : original;
    }
    return thrown.getCause();
  }

  /** Where {@code thrown} comes from. */
  public static Throwable rootOf(Throwable thrown) {
    Throwable cause = causeOf(thrown);
    return cause == null ? thrown : rootOf(cause);
  }

  private static String innermost(Throwable cause, String what) {
    String reason = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    String log = System.getProperty("trailhound.log");
    String details = log == null ? "" : " Details are in " + log + ".";
    String kind = cause.getClass().getSimpleName();
    return TerminalText.escape(what + " failed: " + kind + reason) + "." + more(cause) + details;
  }

  private static String more(Throwable cause) {
    boolean heap =
        cause instanceof OutOfMemoryError
            && Set.of("Java heap space", "GC overhead limit exceeded").contains(cause.getMessage());
    return heap ? " Right would be: more of it, as TRAILHOUND_JAVA_OPTS=-Xmx8g gives." : "";
  }
}
