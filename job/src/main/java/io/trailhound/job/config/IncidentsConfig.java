package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is made of alerts that belong together, parsed once from {@link Settings}.
 *
 * @param file a file or folder for incidents
 * @param index of Elasticsearch for them
 * @param isWanted whether they go anywhere
 * @param gap how far apart alerts of an incident may be
 */
public record IncidentsConfig(
    Optional<String> file, Optional<String> index, boolean isWanted, Duration gap) {

  /**
   * @throws ConfigException where a gap is given for nothing
   */
  static IncidentsConfig of(Settings settings) {
    List<Key<String>> places =
        List.of(IncidentKeys.FILE, KafkaKeys.INCIDENTS_TOPIC, ElasticsearchKeys.INCIDENTS_INDEX);
    boolean wanted = places.stream().anyMatch(settings::has);
    if (!wanted) {
      settings.refuseUseless(IncidentKeys.GAP, "--incidents FILE");
    }
    return new IncidentsConfig(
        settings.get(IncidentKeys.FILE),
        settings.get(ElasticsearchKeys.INCIDENTS_INDEX),
        wanted,
        settings.get(IncidentKeys.GAP).orElseThrow());
  }
}
