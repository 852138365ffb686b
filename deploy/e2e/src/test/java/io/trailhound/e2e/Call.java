package io.trailhound.e2e;

import java.time.Instant;

/** A principal's call comes in, CloudTrail's record of it goes out. */
final class Call {
  private Call() {}

  static String record(
      String principal, String address, Instant time, String service, String action) {
    return """
        {"eventVersion": "1.08", "userIdentity": {"type": "IAMUser", "arn": "%s"}, "eventTime": "%s", "eventSource": "%s.amazonaws.com", "eventName": "%s", "awsRegion": "us-east-1", "sourceIPAddress": "%s", "eventID": "made-up-%s"}"""
        .formatted(principal, time, service, action, address, action);
  }
}
