package io.trailhound.job.serve;

import io.trailhound.job.page.Html;
import io.trailhound.job.serve.Overview.NameCount;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The form that asks for alerts, filled in with what was asked for. */
record FilterForm(Query query, Overview overview, RuleTexts rules) {
  static final List<String> NAMES =
      List.of("rule", "principal", "network", "from", "to", "severity", "phase", "incident");

  String html() {
    return """
        <form class="filter" action="/" method="get" role="search">
        %s%s%s%s%s%s%s<p class="buttons"><button type="submit">Filter</button> <a href="/">All</a></p>
        </form>
        """
        .formatted(
            select("rule", "Rule", "any", ruleNames()),
            text("principal", "Principal", "a part of it", overview.principals()),
            text("network", "Network", "AS9009, or a part of its name", overview.networks()),
            text("from", "From", "2026-01-31", List.of()),
            text("to", "To", "2026-01-31T12:00Z", List.of()),
            select("severity", "Severity, at least", "any", AlertLevel.words()),
            select("phase", "Phase", "any", AlertFilter.PHASES));
  }

  /** Those in force, and whatever else there are alerts of. */
  private Collection<String> ruleNames() {
    TreeSet<String> names = new TreeSet<>();
    rules.alerting().stream().map(Rule::name).forEach(names::add);
    overview.rules().stream().map(NameCount::name).forEach(names::add);
    if (query.get("rule") != null) {
      names.add(query.get("rule"));
    }
    return names;
  }

  private String select(String name, String label, String none, Collection<String> values) {
    List<String> options = new ArrayList<>();
    options.add("<option value=\"\">%s</option>".formatted(none));
    for (String value : values) {
      options.add(
          "<option%s>%s</option>"
              .formatted(value.equals(query.get(name)) ? " selected" : "", Html.text(value)));
    }
    return "<label>%s <select name=\"%s\">%s</select></label>\n"
        .formatted(label, name, String.join("", options));
  }

  private String text(String name, String label, String example, List<NameCount> known) {
    String value = query.typed(name) == null ? "" : query.typed(name);
    StringBuilder list = new StringBuilder();
    if (!known.isEmpty()) {
      list.append("<datalist id=\"%s-known\">".formatted(name));
      known.forEach(it -> list.append("<option value=\"%s\">".formatted(Html.text(it.name()))));
      list.append("</datalist>");
    }
    return "<label>%s <input name=\"%s\" value=\"%s\" placeholder=\"%s\" autocomplete=\"off\"%s></label>%s\n"
        .formatted(
            label,
            name,
            Html.text(value),
            example,
            known.isEmpty() ? "" : " list=\"%s-known\"".formatted(name),
            list);
  }
}
