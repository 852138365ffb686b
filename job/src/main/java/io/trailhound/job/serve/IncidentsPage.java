package io.trailhound.job.serve;

import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.page.Html;
import java.util.List;
import java.util.Map;

/** Incidents, the newest first. */
final class IncidentsPage {
  private IncidentsPage() {}

  static String of(AlertsFound found) {
    if (found.alerts().isEmpty()) {
      return """
          <h1>Incidents</h1>
          <p class="soft">There are no documents of incidents here.</p>
          """;
    }
    List<String> items = found.alerts().stream().map(IncidentsPage::item).toList();
    String older =
        found.next() == null
            ? ""
            : "<p><a class=\"more\" href=\"%s\">Older incidents</a></p>\n"
                .formatted(PageLinks.href("/incidents", Map.of("after", found.next().toString())));
    return "<h1>Incidents</h1>\n" + AlertsPage.list(items) + older;
  }

  private static String item(AlertDocument incident) {
    String message = incident.message().isEmpty() ? id(incident) : incident.message();
    return """
        <li class="alert %s %s">
        <p class="meta"><time>%s</time> %s <span class="phase">%s</span></p>
        <p class="message">%s</p>
        <p class="who">%s</p>
        </li>
        """
        .formatted(
            AlertLevel.of(incident.severity()).word(),
            AlertItem.phase(incident),
            Html.text(AlertItem.time(incident.time())),
            AlertItem.badge(incident),
            AlertItem.phase(incident),
            PageLinks.incident(id(incident), message),
            PageLinks.principal(incident.principal()));
  }

  /** By which its alerts name it. */
  private static String id(AlertDocument incident) {
    String id = incident.json().at("/trailhound/incident/id").asText();
    return id.isEmpty() ? incident.id() : id;
  }
}
