package io.trailhound.job.config;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of what is sent to Amazon SNS and EventBridge, parsed once from {@link
 * Settings}; see {@link AwsOutputKeys}.
 *
 * @param topic an ARN; null when alerts don't go there
 * @param bus a name or an ARN; null when alerts don't go there
 */
public record AwsOutputConfig(String topic, String bus) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String ARN = "arn:";

  /**
   * @param sinks where alerts go
   * @throws ConfigException when something is missing or has no effect
   */
  static AwsOutputConfig of(Settings settings, List<String> sinks) {
    return new AwsOutputConfig(
        of(settings, AwsOutputKeys.TOPIC, Keys.SNS, sinks, "a topic"),
        of(settings, AwsOutputKeys.BUS_NAME, Keys.EVENTBRIDGE, sinks, "an event bus"));
  }

  private static String of(
      Settings settings, Key<String> key, String sink, List<String> sinks, String what) {
    if (!sinks.contains(sink)) {
      settings.refuseUseless(key, "--sink " + sink);
      return null;
    }
    return settings
        .get(key)
        .orElseThrow(
            () ->
                new ConfigException(
                    "sink: '%s' needs %s. Right would be: --%s %s."
                        .formatted(sink, what, key.name(), key.metavar())));
  }

  /** That of an ARN; empty for a name, whose region the AWS SDK finds. */
  public static Optional<String> region(String nameOrArn) {
    return nameOrArn.startsWith(ARN) ? Optional.of(nameOrArn.split(":", -1)[3]) : Optional.empty();
  }
}
