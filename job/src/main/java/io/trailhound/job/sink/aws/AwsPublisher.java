package io.trailhound.job.sink.aws;

import io.trailhound.job.aws.AwsReason;
import io.trailhound.job.config.AwsOutputConfig;
import io.trailhound.job.sink.delivery.Outcome;
import io.trailhound.job.sink.delivery.Outgoing;
import io.trailhound.job.sink.delivery.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * What SNS and EventBridge have in common: ten entries a request, each with an answer.
 *
 * @param <E> an entry of a request
 */
abstract class AwsPublisher<E> implements Receiver {
  /** Of one request, by both services. */
  static final int MOST_ENTRIES = 10;

  /** The same in bytes, and of one entry. */
  private static final int MOST_BYTES = 256 << 10;

  private static final Duration NO_ANSWER = Duration.ofSeconds(30);
  private static final Duration NO_ANSWER_TO_ONE_TRY = Duration.ofSeconds(10);

  /** What an address of either says. */
  interface To extends Address {
    @Override
    default int together() {
      return MOST_ENTRIES;
    }

    /** Less than a request may have, for what goes with each entry. */
    @Override
    default long bytesTogether() {
      return MOST_BYTES - MOST_ENTRIES * 2048L;
    }
  }

  /**
   * A message as it's sent.
   *
   * @param bytes what the service counts it for
   */
  record Entry<E>(E ofRequest, int bytes) {}

  private final String service;

  AwsPublisher(String service) {
    this.service = service;
  }

  /**
   * @param nameOrArn of what is written to, for the region
   */
  static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B prepare(
      B builder, String nameOrArn) {
    AwsOutputConfig.region(nameOrArn).ifPresent(region -> builder.region(Region.of(region)));
    return builder
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            settings ->
                settings.apiCallTimeout(NO_ANSWER).apiCallAttemptTimeout(NO_ANSWER_TO_ONE_TRY));
  }

  @Override
  public final List<Outcome> send(List<Outgoing> messages) {
    List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(messages.size(), null));
    List<E> fit = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Entry<E> entry = entry(Integer.toString(i), messages.get(i));
      if (entry.bytes() > MOST_BYTES) {
        String most = String.format(Locale.ROOT, "%s takes up to %d bytes", service, MOST_BYTES);
        outcomes.set(i, Outcome.refused(most));
      } else {
        fit.add(entry.ofRequest());
      }
    }
    List<Outcome> answers = fit.isEmpty() ? List.of() : ask(fit);
    int next = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) == null) {
        outcomes.set(i, answers.get(next++));
      }
    }
    return outcomes;
  }

  /** As a whole it isn't answered: none of them may be the fault. */
  private List<Outcome> ask(List<E> entries) {
    try {
      return publish(entries);
    } catch (SdkException e) {
      Outcome away = Outcome.away((AwsReason.code(e) + " " + AwsReason.words(e)).strip());
      return Collections.nCopies(entries.size(), away);
    }
  }

  /**
   * @param number no other of the request has it
   */
  abstract Entry<E> entry(String number, Outgoing message);

  /**
   * @return an outcome for each, in their order
   */
  abstract List<Outcome> publish(List<E> entries);
}
