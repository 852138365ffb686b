package io.trailhound.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Locale;

/**
 * A time comes in, a record that no rule wants goes out: the traffic between the vectors' events.
 */
final class Filler {
  private Filler() {}

  static byte[] at(Instant time, long number) {
    return String.format(
            Locale.ROOT,
            """
        {"eventVersion":"1.11","userIdentity":{"type":"AWSService","invokedBy":"monitoring.amazonaws.com"},\
        "eventTime":"%s","eventSource":"monitoring.amazonaws.com","eventName":"PutMetricData",\
        "awsRegion":"us-east-1","sourceIPAddress":"monitoring.amazonaws.com",\
        "userAgent":"monitoring.amazonaws.com","requestParameters":{"namespace":"filler"},\
        "eventID":"f1111111-0000-4000-8000-%012x","eventType":"AwsApiCall"}""",
            time,
            number)
        .getBytes(UTF_8);
  }
}
