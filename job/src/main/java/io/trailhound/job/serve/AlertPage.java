package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.page.Html;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One alert in full: what, who, from where, what to do, why, and the document itself. */
record AlertPage(AlertDocument alert, RuleTexts rules) {

  /** Of the document, in this order; what isn't in it isn't shown. */
  private static final List<Map.Entry<String, String>> FACTS =
      List.of(
          Map.entry("User", "/user/name"),
          Map.entry("Acting for", "/trailhound/actor"),
          Map.entry("Type", "/aws/cloudtrail/user_identity/type"),
          Map.entry("Access key", "/aws/cloudtrail/user_identity/access_key_id"),
          Map.entry("Account", "/cloud/account/id"),
          Map.entry("Account's name", "/cloud/account/name"),
          Map.entry("Region", "/cloud/region"),
          Map.entry("Action", "/event/action"),
          Map.entry("Provider", "/event/provider"),
          Map.entry("Outcome", "/event/outcome"),
          Map.entry("Addresses", "/related/ip"),
          Map.entry("User agent", "/user_agent/original"),
          Map.entry("Window from", "/trailhound/window/start"),
          Map.entry("Window to", "/trailhound/window/end"),
          Map.entry("Events", "/trailhound/count"),
          Map.entry("Different values", "/trailhound/distinct"),
          Map.entry("Values", "/trailhound/values"),
          Map.entry("Seen first", "/trailhound/first_seen"),
          Map.entry("Seen before", "/trailhound/previously_seen"),
          Map.entry("Stands for alerts until", "/trailhound/suppressed/last"));

  String html() {
    StringBuilder page = new StringBuilder();
    page.append(
        "<p class=\"meta\"><time>%s</time> %s <span class=\"phase\">%s</span></p>\n<h1 class=\"said\">%s</h1>\n"
            .formatted(
                Html.text(AlertItem.time(alert.time())),
                AlertItem.badge(alert),
                AlertItem.phase(alert),
                Html.text(alert.message())));
    if (alert.phase().equals("withdrawn")) {
      page.append("<p class=\"notes\">Withdrawn: what it said early turned out not to hold.</p>\n");
    }
    page.append("<dl>\n");
    fact(page, "Rule", PageLinks.rule(alert.rule()) + otherVersion());
    fact(page, "Principal", PageLinks.principal(alert.principal()));
    alert.networks().forEach(it -> fact(page, "Network", PageLinks.filter("network", it)));
    FACTS.forEach(fact -> fact(page, fact.getKey(), Html.text(values(fact.getValue()))));
    incident(page);
    page.append("</dl>\n").append(steps()).append(guide());
    page.append(ThreatList.of(alert.json().path("threat")));
    page.append(new ExplainHint(alert).html());
    return page.append("<h2>The document</h2>\n<pre>%s</pre>\n".formatted(document())).toString();
  }

  private static void fact(StringBuilder page, String name, String html) {
    if (!html.isEmpty()) {
      page.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, html));
    }
  }

  private String values(String pointer) {
    JsonNode value = alert.json().at(pointer);
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> texts = new ArrayList<>();
    value.forEach(each -> texts.add(each.asText()));
    return String.join(", ", texts);
  }

  private void incident(StringBuilder page) {
    String id = values("/trailhound/incident/id");
    fact(page, "Incident", id.isEmpty() ? "" : PageLinks.incident(id, id));
  }

  /** The text that can be shown is that of today. */
  private String otherVersion() {
    String version = values("/rule/version");
    Optional<Rule> rule = rules.find(alert.rule());
    boolean other = rule.isPresent() && !rule.get().info().version().equals(version);
    return other && !version.isEmpty()
        ? " <span class=\"soft\">in another version than the one in force here (%s)</span>"
            .formatted(Html.text(version))
        : "";
  }

  private String steps() {
    JsonNode steps = alert.json().at("/trailhound/steps");
    if (steps.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "<h2>Steps</h2>\n<table>\n<tr><th>time</th><th>action</th><th>rule</th></tr>\n");
    for (JsonNode step : steps) {
      table.append(
          "<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  Html.text(AlertItem.time(step.path("time").asText())),
                  Html.text(step.path("action").asText()),
                  PageLinks.rule(step.path("rule").asText())));
    }
    return table.append("</table>\n").toString();
  }

  private String guide() {
    String guide = alert.json().at("/trailhound/guide").asText();
    return guide.isEmpty()
        ? ""
        : "<h2>What to do</h2>\n<p class=\"guide\">%s</p>\n".formatted(Html.lines(guide));
  }

  private String document() {
    return Html.lines(alert.json().toPrettyString());
  }
}
