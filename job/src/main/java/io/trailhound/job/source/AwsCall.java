package io.trailhound.job.source;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls of AWS in, their answers out, or a message that fits into one of ours. */
public final class AwsCall {
  private AwsCall() {}

  /**
   * @param refused what a refusal means to who asks
   */
  public static <T> T ask(Supplier<T> question, Function<AwsServiceException, IOException> refused)
      throws IOException {
    try {
      return question.get();
    } catch (AwsServiceException refusal) {
      throw refused.apply(refusal);
    } catch (SdkException silent) {
      // Behind that stands what each of the places said where credentials or a region may be.
      String message = String.valueOf(silent.getMessage()).replaceFirst("(?s) in the chain .*", "");
      throw new IOException(message, silent);
    }
  }

  /** What a service calls its refusal; empty when it doesn't say. */
  public static String code(AwsServiceException refusal) {
    return refusal.awsErrorDetails() == null
        ? ""
        : String.valueOf(refusal.awsErrorDetails().errorCode());
  }

  /** The message of a failure as a sentence. */
  public static String sentence(IOException failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\.*$", ".");
  }
}
