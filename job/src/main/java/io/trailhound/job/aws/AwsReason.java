package io.trailhound.job.aws;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the AWS SDK throws in, what a user can make something of out. */
public final class AwsReason {
  private AwsReason() {}

  /** The service's own name for what is wrong; empty when none was given, or nothing answered. */
  public static String code(SdkException e) {
    AwsErrorDetails details = details(e);
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /** The service's words or, where nothing answered, the SDK's. */
  public static String words(SdkException e) {
    AwsErrorDetails details = details(e);
    String words =
        details == null || details.errorMessage() == null ? e.getMessage() : details.errorMessage();
    // Behind that stands what each of the places said where credentials or a region may be.
    return String.valueOf(words).replaceFirst("(?s) in the chain .*", "").strip();
  }

  private static AwsErrorDetails details(SdkException e) {
    return e instanceof AwsServiceException refusal ? refusal.awsErrorDetails() : null;
  }
}
