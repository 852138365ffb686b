package io.trailhound.job.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.job.page.Html;
import java.net.URLEncoder;
import java.util.Map;

/** PageLinks from page to page. Whatever an alert says stands behind a question mark, encoded. */
final class PageLinks {
  private PageLinks() {}

  static String alert(String id, String text) {
    return link("/alert", Map.of("id", id), text);
  }

  static String incident(String id, String text) {
    return link("/incident", Map.of("id", id), text);
  }

  static String principal(String name) {
    return name.isEmpty()
        ? "<span class=\"soft\">nobody in particular</span>"
        : link("/principal", Map.of("name", name), name);
  }

  static String rule(String name) {
    return link("/rule", Map.of("name", name), name);
  }

  /** All alerts with a value of one filter. */
  static String filter(String filter, String value) {
    return link("/", Map.of(filter, value), value);
  }

  private static String link(String path, Map<String, String> query, String text) {
    return "<a href=\"%s\">%s</a>".formatted(href(path, query), Html.text(text));
  }

  /** Fit to stand between an attribute's quotes; values that are null are left out. */
  static String href(String path, Map<String, String> query) {
    StringBuilder href = new StringBuilder(path);
    char before = '?';
    for (Map.Entry<String, String> each : query.entrySet()) {
      if (each.getValue() != null) {
        href.append(before)
            .append(URLEncoder.encode(each.getKey(), UTF_8))
            .append('=')
            .append(URLEncoder.encode(each.getValue(), UTF_8));
        before = '&';
      }
    }
    return Html.text(href.toString());
  }
}
