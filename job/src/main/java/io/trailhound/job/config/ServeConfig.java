package io.trailhound.job.config;

import java.util.List;
import java.util.Optional;

/**
 * What {@code serve} shows: alerts of files or of a server, and the rules behind them.
 *
 * @param alerts files and folders; none when they're in Elasticsearch
 * @param elasticsearch unused when they're in files
 * @param incidentsIndex where the server has incidents, unless among the alerts
 */
public record ServeConfig(
    List<String> alerts,
    ElasticsearchConfig elasticsearch,
    Optional<String> incidentsIndex,
    Optional<String> rules,
    List<String> rulesAdd,
    boolean skipForeignRules) {

  /**
   * What else is set, as in a file that the job reads too, is passed over.
   *
   * @throws ConfigException when there are no alerts, or two places of them
   */
  public static ServeConfig of(Settings settings) {
    boolean searches = settings.has(ElasticsearchKeys.URL);
    if (searches == settings.has(Keys.ALERTS)) {
      throw new ConfigException(
          searches
              ? "alerts (given as %s) and elasticsearch-url (given as %s) are two places of alerts. Right would be: one of the two."
                  .formatted(settings.origin(Keys.ALERTS), settings.origin(ElasticsearchKeys.URL))
              : "there are no alerts to show. Right would be: --alerts FILE or --elasticsearch-url URL.");
    }
    List<String> alerts = settings.all(Keys.ALERTS);
    if (alerts.contains(Keys.STANDARD_OUTPUT)) {
      throw new ConfigException(
          "alerts (given as %s): standard output can't be read. Right would be: a file or a folder of alerts."
              .formatted(settings.origin(Keys.ALERTS)));
    }
    // Nothing is written, so a key that may only read has to do.
    settings.put(ElasticsearchKeys.TEMPLATE.name(), List.of("none"), "serve");
    return new ServeConfig(
        alerts,
        ElasticsearchConfig.of(searches ? settings : new Settings(), searches),
        settings.get(ElasticsearchKeys.INCIDENTS_INDEX),
        settings.get(Keys.RULES),
        settings.all(Keys.RULES_ADD),
        settings.get(Keys.RULES_FOREIGN).orElseThrow().equals("skip"));
  }
}
