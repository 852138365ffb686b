package io.trailhound.job.aws;

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
      throw new IOException(AwsReason.words(silent), silent);
    }
  }

  /** The message of a failure as a sentence. */
  public static String sentence(IOException failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\.*$", ".");
  }
}
