package io.trailhound.job.serve;

import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.page.Html;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Alerts of one principal or incident, told from the first to the last. */
final class StoryPage {
  /** What is nearer belongs together anyway. */
  private static final Duration GAP = Duration.ofMinutes(1);

  private final List<AlertDocument> alerts;

  private StoryPage(AlertsFound found) {
    this.alerts =
        found.alerts().stream()
            .sorted(Comparator.comparing(StoryPage::time).thenComparing(AlertDocument::rule))
            .toList();
  }

  private static Instant time(AlertDocument alert) {
    return Instant.parse(alert.time());
  }

  static String ofPrincipal(String name, AlertsFound found) {
    return "<h1>%s</h1>\n".formatted(Html.text(name)) + new StoryPage(found).html(found);
  }

  /**
   * @param incident the document of it, which need not be here
   */
  static String ofIncident(String id, Optional<AlertDocument> incident, AlertsFound found) {
    String message = incident.map(AlertDocument::message).orElse("");
    String document =
        incident
            .map(it -> Html.lines(it.json().toPrettyString()))
            .map("<h2>The document</h2>\n<pre>%s</pre>\n"::formatted)
            .orElse("");
    return "<p class=\"meta\">Incident %s</p>\n<h1 class=\"said\">%s</h1>\n"
            .formatted(
                Html.text(id), Html.text(message.isEmpty() ? "Alerts of one incident" : message))
        + new StoryPage(found).html(found)
        + document;
  }

  private String html(AlertsFound found) {
    if (alerts.isEmpty()) {
      return "<p class=\"soft\">There are no alerts.</p>\n";
    }
    StringBuilder page = new StringBuilder();
    page.append("<p>%s</p>\n".formatted(summary()));
    if (found.next() != null) {
      page.append(
          "<p class=\"notes\">Only the newest %s are shown.</p>\n".formatted(alerts.size()));
    }
    page.append(new Timeline(alerts).svg());
    page.append("<ol class=\"alerts story\">\n");
    Instant before = time(alerts.get(0));
    for (AlertDocument alert : alerts) {
      Duration gap = Duration.between(before, time(alert));
      if (gap.compareTo(GAP) >= 0) {
        page.append("<li class=\"gap\">%s later</li>\n".formatted(words(gap)));
      }
      page.append(AlertItem.ofStory(alert));
      before = time(alert);
    }
    return page.append("</ol>\n").toString();
  }

  private String summary() {
    Set<String> rules = new LinkedHashSet<>();
    Set<String> networks = new LinkedHashSet<>();
    List<AlertLevel> levels = new ArrayList<>();
    for (AlertDocument alert : alerts) {
      rules.add(alert.rule());
      networks.addAll(alert.networks());
      levels.add(AlertLevel.of(alert.severity()));
    }
    Duration time = Duration.between(time(alerts.get(0)), time(alerts.get(alerts.size() - 1)));
    String from =
        networks.stream()
            .limit(5)
            .map(network -> PageLinks.filter("network", network))
            .collect(Collectors.joining(", "));
    return "%s of %s%s%s, %s at worst."
        .formatted(
            count(alerts.size(), "alert"),
            count(rules.size(), "rule"),
            time.isZero() ? "" : " within " + words(time),
            from.isEmpty() ? "" : ", from " + from + (networks.size() > 5 ? " and others" : ""),
            levels.stream().max(Comparator.naturalOrder()).orElseThrow().word());
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** {@code 2 d 3 h}, {@code 8 min 25 s}: the two units that say most. */
  static String words(Duration time) {
    List<String> words = new ArrayList<>();
    add(words, time.toDays(), "d");
    add(words, time.toHoursPart(), "h");
    add(words, time.toMinutesPart(), "min");
    add(words, time.toSecondsPart(), "s");
    return words.isEmpty()
        ? "less than a second"
        : String.join(" ", words.subList(0, Math.min(2, words.size())));
  }

  private static void add(List<String> words, long number, String unit) {
    if (number > 0) {
      words.add(number + " " + unit);
    }
  }
}
