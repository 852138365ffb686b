package io.trailhound.job.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.backtest.Backtest.Count;
import io.trailhound.job.backtest.Backtest.RuleDifference;
import io.trailhound.job.backtest.Backtest.RuleOutcome;
import io.trailhound.job.backtest.Backtest.Threshold;
import io.trailhound.job.page.DayChart;
import io.trailhound.job.page.Html;
import io.trailhound.job.page.PageFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A backtest comes in, one HTML file goes out that opens from disk. It refers to nothing outside of
 * it and has no script: the browser is told to run none, so a user agent that looks like one does
 * nothing whatever becomes of it here.
 */
public final class ReportPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>Trailhound backtest</title>
      <style>
      %s</style>
      </head>
      <body>
      """;

  private final Backtest backtest;
  private final StringBuilder page = new StringBuilder();

  private ReportPage(Backtest backtest) {
    this.backtest = backtest;
  }

  public static String of(Backtest backtest) {
    return new ReportPage(backtest).page();
  }

  private String page() {
    page.append(HEAD.formatted(PageFile.PAGE_STYLE.text()));
    opening();
    section("Alerts per day", chart());
    section("Rules", rules());
    section(
        "The noisiest",
        "<div class=\"two\">\n%s%s</div>\n"
            .formatted(
                counts("principal", backtest.principals()),
                counts("network", backtest.networks())));
    section("Rule by rule", each());
    if (backtest.difference() != null) {
      section("Against " + Html.text(backtest.difference().against()), difference());
    }
    section(
        "Left out",
        "<div class=\"two\">\n%s%s</div>\n"
            .formatted(
                reasons("dead letters", backtest.deadLetters()),
                reasons("late events", backtest.late())));
    return page.append("</body>\n</html>\n").toString();
  }

  private String chart() {
    return new DayChart(
            backtest.days(),
            backtest.rules().stream()
                .map(rule -> new DayChart.Series(rule.rule(), rule.days()))
                .toList())
        .svg();
  }

  private void opening() {
    long alerts = backtest.rules().stream().mapToLong(RuleOutcome::alerts).sum();
    Backtest.Run run = backtest.run();
    String rules = String.join(" and ", backtest.rulesFrom());
    page.append("<h1>Backtest</h1>\n<p>")
        .append(Html.number(alerts))
        .append(" final alerts in ")
        .append(Html.number(run.records()))
        .append(" records of ")
        .append(Html.text(String.join(", ", backtest.input())))
        .append(" with ")
        .append(Html.text(rules))
        .append(days())
        .append(".</p>\n<p class=\"soft\">Trailhound ")
        .append(Html.text(backtest.version()))
        .append(
            String.format(
                Locale.ROOT,
                ", %.1f s by the clock, %.1f s of processor time.</p>%n",
                run.seconds(),
                run.processorSeconds()));
  }

  private String days() {
    List<String> days = backtest.days();
    return days.isEmpty()
        ? ""
        : ", from " + days.get(0) + " to " + days.get(days.size() - 1) + " (UTC)";
  }

  /** What stands in it is HTML already. */
  private void section(String title, String content) {
    if (!content.isEmpty()) {
      page.append("<section>\n<h2>").append(title).append("</h2>\n");
      page.append(content).append("</section>\n");
    }
  }

  private String rules() {
    StringBuilder table =
        new StringBuilder(
            """
            <table>
            <tr><th>rule</th><th>level</th><th class="n">alerts</th><th class="n">on the loudest day</th><th class="n">once an hour and principal</th><th>with another threshold</th></tr>
            """);
    for (RuleOutcome rule : backtest.rules()) {
      long loudest = rule.days().stream().mapToLong(Long::longValue).max().orElse(0);
      table.append(
          """
          <tr><td>%s</td><td class="level %s">%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td><td>%s</td></tr>
          """
              .formatted(
                  Html.text(rule.rule()),
                  Html.text(rule.level()),
                  Html.text(rule.level()),
                  Html.number(rule.alerts()),
                  Html.number(loudest),
                  Html.number(rule.oncePerHour()),
                  thresholds(rule.thresholds())));
    }
    return table.append("</table>\n").toString();
  }

  private static String thresholds(List<Threshold> thresholds) {
    StringBuilder text = new StringBuilder();
    for (Threshold each : thresholds) {
      String shown = each.threshold() + ": " + Html.number(each.alerts());
      text.append(text.isEmpty() ? "" : ", ");
      text.append(each.written() ? "<b>" + shown + "</b>" : shown);
    }
    return thresholds.isEmpty()
        ? ""
        : text + " <span class=\"soft\">" + Html.text(thresholds.get(0).what()) + "</span>";
  }

  private static String counts(String what, List<Count> counts) {
    StringBuilder table =
        new StringBuilder(
            "<table>\n<tr><th>%s</th><th class=\"n\">alerts</th></tr>\n".formatted(what));
    for (Count count : counts) {
      row(table, count.name(), count.alerts());
    }
    return table.append("</table>\n").toString();
  }

  private static String reasons(String what, Map<String, Long> reasons) {
    StringBuilder table =
        new StringBuilder(
            "<table>\n<tr><th>%s</th><th class=\"n\">%s</th></tr>\n"
                .formatted(what, Html.number(reasons.values().stream().mapToLong(i -> i).sum())));
    reasons.forEach((reason, count) -> row(table, reason, count));
    return table.append("</table>\n").toString();
  }

  private static void row(StringBuilder table, String name, long count) {
    table.append(
        "<tr><td>%s</td><td class=\"n\">%s</td></tr>\n"
            .formatted(Html.text(name), Html.number(count)));
  }

  private String each() {
    StringBuilder all = new StringBuilder();
    for (RuleOutcome rule : backtest.rules()) {
      all.append(
          """
          <details>
          <summary>%s <span class="soft">%s, %s</span></summary>
          <p>%s</p>
          """
              .formatted(
                  Html.text(rule.rule()),
                  Html.text(rule.kind()),
                  Html.number(rule.alerts()),
                  Html.text(rule.title())));
      if (rule.alerts() > 0) {
        all.append("<div class=\"two\">\n")
            .append(counts("principal", rule.principals()))
            .append(counts("network", rule.networks()))
            .append("</div>\n")
            .append(samples(rule.samples()));
      }
      all.append("</details>\n");
    }
    return all.toString();
  }

  private static String samples(List<JsonNode> alerts) {
    StringBuilder samples = new StringBuilder();
    for (JsonNode alert : alerts) {
      samples.append(
          """
          <details class="sample">
          <summary><span class="soft">%s</span> %s</summary>
          <pre>%s</pre>
          </details>
          """
              .formatted(
                  Html.text(alert.path("@timestamp").asText()),
                  Html.text(alert.path("message").asText()),
                  Html.lines(alert.toPrettyString())));
    }
    return samples.toString();
  }

  private String difference() {
    StringBuilder text =
        new StringBuilder(
            """
            <table>
            <tr><th>rule</th><th class="n">here</th><th class="n">there</th><th class="n">only here</th><th class="n">only there</th></tr>
            """);
    for (RuleDifference rule : backtest.difference().rules()) {
      text.append(
          """
          <tr><td>%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td></tr>
          """
              .formatted(
                  Html.text(rule.rule()),
                  rule.here() == null ? "not there" : Html.number(rule.here()),
                  rule.there() == null ? "not there" : Html.number(rule.there()),
                  Html.number(rule.onlyHere()),
                  Html.number(rule.onlyThere())));
    }
    text.append("</table>\n");
    for (RuleDifference rule : backtest.difference().rules()) {
      only(text, rule.rule() + ": only here", rule.onlyHere(), rule.samplesHere());
      only(text, rule.rule() + ": only there", rule.onlyThere(), rule.samplesThere());
    }
    return text.toString();
  }

  private static void only(StringBuilder text, String what, long count, List<JsonNode> samples) {
    if (count > 0) {
      text.append(
          """
          <details>
          <summary>%s <span class="soft">%s</span></summary>
          %s</details>
          """
              .formatted(Html.text(what), Html.number(count), samples(samples)));
    }
  }
}
