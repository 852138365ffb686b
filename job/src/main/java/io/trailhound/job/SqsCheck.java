package io.trailhound.job;

import io.trailhound.job.aws.AwsCall;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.sqs.SqsQueue;
import io.trailhound.text.S3Spelling;
import java.io.IOException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue that tells of files in; nothing out when it answers. Without this look a mistake shows
 * as a job that restarts for ever.
 */
public final class SqsCheck {
  /** On the standard error of a local run, where this class is known by its name. */
  private static final Logger LOG = LoggerFactory.getLogger(SqsCheck.class);

  private SqsCheck() {}

  /**
   * Looks from here, which need not be where the job will run.
   *
   * @param mustAnswer whether this process itself needs the queue. A machine that only submits a
   *     job may be unable to reach it: then there's a warning in the log
   * @return whether there was an answer
   * @throws ConfigException when there's no such queue, or no answer and one must be
   */
  public static boolean require(FilesConfig config, boolean mustAnswer) {
    if (!config.isTold()) {
      return false;
    }
    if (mustAnswer) {
      requirePlugin();
    }
    try (SqsQueue queue = SqsQueue.open(config.queue())) {
      look(config.queue(), queue.attributes());
      return true;
    } catch (SqsQueue.NoSuchQueueException absent) {
      throw new ConfigException(
          "sqs-queue: there is no queue at '%s'. Right would be: to create it first, or another URL."
              .formatted(config.queue()));
    } catch (IOException silent) {
      if (mustAnswer) {
        throw new ConfigException(
            "sqs-queue: '%s' does not answer us: %s Right would be: a queue that can be reached, credentials where the AWS SDK looks, and the permissions of docs/files.md."
                .formatted(config.queue(), AwsCall.sentence(silent)));
      }
      LOG.warn(
          "The queue at {} can't be looked at from here: {}", config.queue(), silent.getMessage());
      return false;
    }
  }

  private static void requirePlugin() {
    if (!S3Spelling.isLoaded()) {
      throw new ConfigException(
          "sqs-queue: objects are read from S3, and no file system for it is loaded here. Right would be: Flink's plugin flink-s3-fs-presto or flink-s3-fs-hadoop in its plugins folder (docs/files.md).");
    }
  }

  private static void look(String url, SqsQueue.Attributes queue) {
    if (queue.visibility().isZero()) {
      throw new ConfigException(
          "sqs-queue: the visibility timeout of '%s' is 0 s, so a message comes again while its file is read. Right would be: 5 minutes."
              .formatted(url));
    }
    if (!queue.redrives()) {
      LOG.warn(
          "The queue at {} has no redrive policy: a message that isn't understood comes again until it expires (docs/files.md).",
          url);
    }
  }

  /**
   * @throws ConfigException when the job makes no checkpoints, so that no message would be deleted
   */
  static void requireCheckpoints(StreamExecutionEnvironment environment) {
    if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
      throw new ConfigException(
          "sqs-queue needs checkpoints: a message is deleted after the one that holds what it told of. Right would be: -D execution.checkpointing.interval=30s, or the same in the cluster's configuration.");
    }
  }
}
