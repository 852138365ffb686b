package io.trailhound.job.config;

import java.util.List;
import java.util.regex.Pattern;

/** The keys of the sinks for Amazon SNS and EventBridge. */
final class AwsOutputKeys {
  private static final Pattern TOPIC_ARN =
      Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?");

  private static final Pattern BUS =
      Pattern.compile(
          "(arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/)?[A-Za-z0-9._/-]{1,256}");

  static final Key<String> TOPIC =
      Key.of(
              "sns-topic",
              "ARN",
              Type.matching(
                  "ARN of a topic", TOPIC_ARN, "such as arn:aws:sns:eu-west-1:111122223333:alerts"))
          .otherwiseNote("none: must be given for the SNS sink")
          .means(
              "The topic of Amazon SNS that alerts are published to. One whose name ends in `.fifo`"
                  + " keeps the revisions of an alert in order.",
              "");

  static final Key<String> BUS_NAME =
      Key.of(
              "eventbridge-bus",
              "NAME",
              Type.matching(
                  "event bus",
                  BUS,
                  "its name, or its ARN such as arn:aws:events:eu-west-1:111122223333:event-bus/security"))
          .otherwiseNote("none: must be given for the EventBridge sink")
          .means("The event bus that alerts are put on, `default` for the account's own.", "");

  static final List<Key<?>> ALL = List.of(TOPIC, BUS_NAME);

  private AwsOutputKeys() {}
}
