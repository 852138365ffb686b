package io.trailhound.job;

import io.trailhound.job.aws.AwsCall;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.KinesisConfig;
import io.trailhound.job.source.kinesis.KinesisStream;
import io.trailhound.job.source.kinesis.RefusedException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream to be read in; nothing out when it answers. Without this look a mistake shows as a job
 * that restarts for ever.
 */
public final class KinesisCheck {
  /** On the standard error of a local run, where this class is known by its name. */
  private static final Logger LOG = LoggerFactory.getLogger(KinesisCheck.class);

  private KinesisCheck() {}

  /**
   * Looks from here, which need not be where the job will run.
   *
   * @param mustAnswer whether this process itself needs the stream. A machine that only submits a
   *     job may be unable to reach it: then there's a warning in the log
   * @return whether there was an answer
   * @throws ConfigException when there's no such stream, or no answer and one must be
   */
  public static boolean require(KinesisConfig config, boolean mustAnswer) {
    if (!config.used()) {
      return false;
    }
    try (KinesisStream stream = KinesisStream.open(config)) {
      var unused = stream.summary();
      return true;
    } catch (IOException silent) {
      if (silent instanceof RefusedException refusal
          && refusal.why() == RefusedException.Why.NOT_THERE) {
        throw new ConfigException(
            "kinesis-stream: there is no stream '%s'. Right would be: to create it first, another name, or its ARN where it is in another region or account."
                .formatted(config.stream()));
      }
      if (mustAnswer) {
        throw new ConfigException(
            "kinesis-stream: '%s' does not answer us: %s Right would be: a stream that can be reached, credentials where the AWS SDK looks, and the permissions of docs/kinesis.md."
                .formatted(config.stream(), AwsCall.sentence(silent)));
      }
      LOG.warn(
          "The stream {} can't be looked at from here: {}", config.stream(), silent.getMessage());
      return false;
    }
  }
}
