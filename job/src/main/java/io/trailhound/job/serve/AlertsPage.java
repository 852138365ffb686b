package io.trailhound.job.serve;

import io.trailhound.job.page.DayChart;
import io.trailhound.job.page.Html;
import io.trailhound.job.serve.Overview.NameCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A filter, and what was found by it: the form, the days, the names, the newest alerts. */
record AlertsPage(
    Query query, AlertFilter filter, AlertsFound found, Overview overview, RuleTexts rules) {

  String html() {
    StringBuilder page = new StringBuilder();
    page.append("<h1>%s</h1>\n".formatted(heading()));
    page.append(new FilterForm(query, overview, rules).html());
    if (overview.days().size() > 1) {
      page.append(
          "<section class=\"wide\">\n%s</section>\n"
              .formatted(new DayChart(overview.days(), overview.series()).svg()));
    }
    page.append("<div class=\"columns\">\n<section>\n%s</section>\n".formatted(newest()));
    page.append(
        "<aside>\n%s%s%s</aside>\n</div>\n"
            .formatted(
                names("Rules", overview.rules(), PageLinks::rule),
                names("Principals", overview.principals(), PageLinks::principal),
                names("Networks", overview.networks(), it -> PageLinks.filter("network", it))));
    return page.toString();
  }

  private String newest() {
    String older =
        found.next() == null
            ? ""
            : "<p><a class=\"more\" href=\"%s\">Older alerts</a></p>\n".formatted(older());
    return "<h2>%s</h2>\n".formatted(query.get("after") == null ? "The newest" : "Older")
        + list(found.alerts().stream().map(AlertItem::of).toList())
        + older;
  }

  private String heading() {
    String number = (overview.exact() ? "" : "More than ") + Html.number(overview.total());
    String alerts = overview.total() == 1 ? " alert" : " alerts";
    return number + alerts + (filter.asksForAll() ? "" : " of those asked for");
  }

  static String list(List<String> items) {
    return items.isEmpty()
        ? "<p class=\"soft\">There are none.</p>\n"
        : "<ol class=\"alerts\">\n%s</ol>\n".formatted(String.join("", items));
  }

  private static String names(String what, List<NameCount> counts, Function<String, String> link) {
    if (counts.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "<table>\n<tr><th>%s</th><th class=\"n\">alerts</th></tr>\n".formatted(what));
    for (NameCount count : counts) {
      table.append(
          "<tr><td>%s</td><td class=\"n\">%s</td></tr>\n"
              .formatted(link.apply(count.name()), Html.number(count.alerts())));
    }
    return table.append("</table>\n").toString();
  }

  private String older() {
    Map<String, String> parts = new LinkedHashMap<>();
    FilterForm.NAMES.forEach(name -> parts.put(name, query.get(name)));
    parts.put("after", found.next().toString());
    return PageLinks.href("/", parts);
  }
}
