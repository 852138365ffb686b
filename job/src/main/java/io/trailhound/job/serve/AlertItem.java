package io.trailhound.job.serve;

import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.page.Html;
import java.util.List;
import java.util.stream.Collectors;

/** One alert in a list of them. */
final class AlertItem {
  private AlertItem() {}

  /** With who it's about. */
  static String of(AlertDocument alert) {
    return item(alert, PageLinks.principal(alert.principal()) + networks(alert));
  }

  /** In that one's own story. */
  static String ofStory(AlertDocument alert) {
    return item(alert, networks(alert).replaceFirst("^ · ", ""));
  }

  private static String item(AlertDocument alert, String who) {
    return """
        <li class="alert %s %s">
        <p class="meta"><time>%s</time> %s %s %s</p>
        <p class="message">%s</p>
        <p class="who">%s</p>
        </li>
        """
        .formatted(
            AlertLevel.of(alert.severity()).word(),
            phase(alert),
            Html.text(time(alert.time())),
            badge(alert),
            alert.isFinal() ? "" : "<span class=\"phase\">" + phase(alert) + "</span>",
            PageLinks.rule(alert.rule()),
            PageLinks.alert(alert.id(), alert.message().isEmpty() ? alert.id() : alert.message()),
            who);
  }

  static String badge(AlertDocument alert) {
    String level = AlertLevel.of(alert.severity()).word();
    return "<span class=\"badge %s\">%s</span>".formatted(level, level);
  }

  /** One of the words that there are: it's part of a class, too. */
  static String phase(AlertDocument alert) {
    return AlertFilter.PHASES.contains(alert.phase()) ? alert.phase() : "final";
  }

  /** {@code 2026-01-31 12:00:00}. */
  static String time(String iso) {
    return iso.replace('T', ' ').replaceFirst("(\\.\\d+)?Z$", "");
  }

  private static String networks(AlertDocument alert) {
    List<String> networks = alert.networks();
    String shown =
        networks.stream()
            .limit(3)
            .map(network -> " · " + PageLinks.filter("network", network))
            .collect(Collectors.joining());
    return networks.size() <= 3 ? shown : shown + " and " + (networks.size() - 3) + " more";
  }
}
