package io.trailhound.job.sink.elasticsearch;

import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.job.config.JobConfig;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Elasticsearch configuration in; nothing out when the server answers, lets us in and has the
 * index template. Without this look a mistake shows as a job that tries for ever.
 */
public final class ElasticsearchCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchCheck.class);

  private ElasticsearchCheck() {}

  /**
   * Looks from here, which need not be where the job will run, for the index of alerts and for that
   * of incidents.
   *
   * @param mustAnswer whether this process itself needs the server. A machine that only submits a
   *     job may be unable to reach it: then there's a warning in the log
   * @throws ConfigException when the server doesn't let us in, or doesn't answer and must
   */
  public static void require(JobConfig config, boolean mustAnswer) {
    boolean unused = all(config, mustAnswer, Server::prepare);
  }

  /** The same for one index. */
  public static void require(ElasticsearchConfig config, boolean mustAnswer) {
    boolean unused = ask(config, mustAnswer, Server::prepare);
  }

  /**
   * The same as for a job without installing a template.
   *
   * @return whether there was an answer
   */
  public static boolean look(JobConfig config, boolean mustAnswer) {
    return all(config, mustAnswer, Server::look);
  }

  /** The same for one index. */
  public static boolean look(ElasticsearchConfig config, boolean mustAnswer) {
    return ask(config, mustAnswer, Server::look);
  }

  /** A server that doesn't answer isn't asked twice. */
  private static boolean all(JobConfig config, boolean mustAnswer, Question question) {
    return config.indices().stream().allMatch(index -> ask(index, mustAnswer, question));
  }

  private static boolean lacksCredentials(Throwable failure) {
    return failure != null
        && (failure instanceof AwsSignature.NoCredentialsException
            || lacksCredentials(failure.getCause()));
  }

  private interface Question {
    void ask(Server server) throws IOException;
  }

  private static boolean ask(ElasticsearchConfig config, boolean mustAnswer, Question question) {
    if (!config.used()) {
      return false;
    }
    try (Server server = new Server(config)) {
      question.ask(server);
      return true;
    } catch (IOException silent) {
      String urls = String.join(", ", config.urls());
      if (mustAnswer && lacksCredentials(silent)) {
        throw new ConfigException(
            "elasticsearch-auth: requests to %s cannot be signed: %s. Right would be: credentials where the AWS SDK looks."
                .formatted(urls, silent.getMessage()));
      }
      if (mustAnswer) {
        throw new ConfigException(
            String.format(
                Locale.ROOT,
                "elasticsearch-url: no answer from %s: %s. Right would be: a server that answers within %d s.",
                urls,
                silent,
                Connection.CONNECT_TIMEOUT.toSeconds()));
      }
      LOG.warn("Elasticsearch at {} can't be looked at from here: {}", urls, silent.toString());
      return false;
    }
  }
}
