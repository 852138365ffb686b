package io.trailhound.job.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How long and how many alerts wait for a receiver; see {@link DeliveryKeys}.
 *
 * @param cloudWatch whether metrics are for CloudWatch too
 */
public record DeliveryConfig(Duration within, int waiting, boolean cloudWatch)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The sinks that it's about. */
  static final List<String> SINKS = List.of(Keys.WEBHOOK, Keys.SNS, Keys.EVENTBRIDGE);

  /**
   * @param sinks where alerts go
   * @throws ConfigException when something is set that has no effect
   */
  static DeliveryConfig of(Settings settings, List<String> sinks) {
    if (sinks.stream().noneMatch(SINKS::contains)) {
      DeliveryKeys.ALL.forEach(key -> settings.refuseUseless(key, "--sink webhook"));
    }
    return new DeliveryConfig(
        settings.get(DeliveryKeys.WITHIN).orElseThrow(),
        settings.get(DeliveryKeys.WAITING).orElseThrow(),
        JobConfig.cloudWatch(settings));
  }
}
