package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;

/** The keys of what is sent to receivers that may be slow or away: webhooks, SNS, EventBridge. */
final class DeliveryKeys {
  static final Key<Duration> WITHIN =
      Key.of("delivery-within", "TIME", Type.duration(Duration.ofSeconds(1), Duration.ofDays(1)))
          .otherwise("15m")
          .means(
              "For so long an alert that a webhook, SNS or EventBridge doesn't take is sent again;"
                  + " then it's a dead letter.",
              "A run over files ends that much later when nobody answers.");

  static final Key<Integer> WAITING =
      Key.of("delivery-waiting", "N", Type.integer(1, 100_000))
          .otherwise("1000")
          .means(
              "So many alerts wait for a webhook, SNS or EventBridge that is slow or away; more are"
                  + " dead letters. The job never waits.",
              "Each takes some kilobytes of memory, and of every checkpoint; 64 MiB are the most.");

  static final List<Key<?>> ALL = List.of(WITHIN, WAITING);

  private DeliveryKeys() {}
}
