package io.trailhound.job.sink.elasticsearch;

import io.trailhound.detect.IdentityTime;
import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An alert in, the index of its document out. With an index a day that day is a function of the
 * alert's id, not of its {@code @timestamp}: an early and a final revision may have different
 * times, and in two indices they would be two alerts.
 */
final class IndexName implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String index;
  private final boolean perDay;
  private final Map<String, Rule> rules = new HashMap<>();

  IndexName(ElasticsearchConfig config, List<Rule> rules) {
    this.index = config.index();
    this.perDay = config.perDay();
    rules.forEach(rule -> this.rules.put(rule.name(), rule));
  }

  String of(Alert alert) {
    if (!perDay) {
      return index;
    }
    long time = IdentityTime.of(rules.get(alert.rule), alert);
    return index + "." + DAY.format(Instant.ofEpochMilli(time));
  }
}
