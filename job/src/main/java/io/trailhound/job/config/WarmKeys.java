package io.trailhound.job.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a start without a savepoint: what is read first, and from when on alerts are sent.
 */
final class WarmKeys {
  static final Key<String> WARM_FROM =
      Key.of("warm-from", "PATH", Type.path("a file, a folder (with all it holds) or a glob"))
          .takesMany()
          .otherwiseNote("none: the job knows what topics or stream hold")
          .means(
              "Archived CloudTrail files that a job with the Kafka or Kinesis source reads first,"
                  + " named as for `input`, so that it begins with what the last days have shown."
                  + " `accounts`, `regions`, `from` and `to` select from them."
                  + " docs/kafka.md and docs/kinesis.md say how the job goes over.",
              "Should reach to where topics or stream begin: what is in neither isn't seen.");

  static final Key<Instant> ALERTS_SINCE =
      Key.of("alerts-since", "TIME", Type.time(TrailTime::from))
          .otherwiseNote("none: all alerts are sent")
          .means(
              "Alerts of before aren't sent, in no phase; a window or period that reaches over the"
                  + " time counts as later. For a start that reads again what has been alerted"
                  + " on before.",
              "A time in the future: no alerts until then.");

  static final List<Key<?>> ALL = List.of(WARM_FROM, ALERTS_SINCE);

  private static final Duration BESIDE_ARCHIVE = Duration.ofHours(1);

  private WarmKeys() {}

  /** A stream must not run days ahead of an archive: state would hold them. */
  static Optional<Duration> alignment(Settings settings, Key<Duration> key) {
    return settings
        .get(key)
        .or(() -> settings.has(WARM_FROM) ? Optional.of(BESIDE_ARCHIVE) : Optional.empty());
  }
}
