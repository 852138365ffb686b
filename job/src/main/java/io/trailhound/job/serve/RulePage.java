package io.trailhound.job.serve;

import io.trailhound.job.page.Html;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules in force: all of them in a table, or one with what its file says. */
final class RulePage {
  private RulePage() {}

  static String all(RuleTexts rules) {
    StringBuilder page =
        new StringBuilder(
            """
            <h1>Rules in force</h1>
            <table>
            <tr><th>rule</th><th>level</th><th>kind</th><th>what</th></tr>
            """);
    for (Rule rule : rules.alerting()) {
      RuleInfo info = rule.info();
      page.append(
          "<tr><td>%s</td><td class=\"level %s\">%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  PageLinks.rule(info.name()),
                  Html.text(info.level()),
                  Html.text(info.level()),
                  Html.text(info.kind()),
                  Html.text(info.title())));
    }
    return page.append("</table>\n").toString();
  }

  static String of(String name, RuleTexts rules) {
    Optional<Rule> rule = rules.find(name);
    return rule.isPresent()
        ? of(rule.get(), rules)
        : """
          <h1>%s</h1>
          %s<p>It isn't among the rules in force here. With --rules or --rules-add this page shows those of a folder.</p>
          """
            .formatted(Html.text(name), alerts(name));
  }

  private static String alerts(String name) {
    return "<p><a href=\"%s\">Its alerts</a></p>\n"
        .formatted(PageLinks.href("/", Map.of("rule", name)));
  }

  private static String of(Rule rule, RuleTexts rules) {
    RuleInfo info = rule.info();
    StringBuilder page =
        new StringBuilder(
            """
            <p class="meta"><span class="badge %s">%s</span> %s, %s</p>
            <h1>%s</h1>
            <p>%s</p>
            """
                .formatted(
                    Html.text(info.level()),
                    Html.text(info.level()),
                    Html.text(info.kind()),
                    Html.text(info.name()),
                    Html.text(info.title()),
                    Html.text(info.description() == null ? "" : info.description())));
    page.append(alerts(info.name()));
    if (info.guide() != null) {
      page.append(
          "<h2>What to do</h2>\n<p class=\"guide\">%s</p>\n".formatted(Html.lines(info.guide())));
    }
    list(page, "What it may be instead", info.falsePositives());
    page.append(ThreatList.of(info.threats()));
    list(page, "References", info.references());
    return page.append(
            "<h2>%s</h2>\n<pre>%s</pre>\n"
                .formatted(Html.text(info.file()), Html.lines(rules.text(rule))))
        .toString();
  }

  private static void list(StringBuilder page, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      page.append("<h2>%s</h2>\n<ul>\n".formatted(title));
      lines.forEach(line -> page.append("<li>%s</li>\n".formatted(Html.text(line))));
      page.append("</ul>\n");
    }
  }
}
